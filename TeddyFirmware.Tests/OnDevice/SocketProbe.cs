using System.Collections;
using System.Text;
using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>Opens one WebSocket and writes down what is reported of it.</summary>
    public sealed class SocketProbe : IWebSocketListener
    {
        private const int PatienceMs = 20000;
        private const int PollMs = 20;
        private const int DeadlineMs = 15000;

        private readonly object _lock = new object();
        private readonly ArrayList _texts = new ArrayList();
        private readonly ArrayList _lengths = new ArrayList();

        /// <summary>Initializes a new instance of the <see cref="SocketProbe"/> class.</summary>
        /// <param name="transport">The transport under test; null for one of its own.</param>
        public SocketProbe(IWebSocketTransport transport = null) => Transport = transport ?? PlatformUnderTest.Create().WebSocket;

        private delegate bool Condition();

        /// <summary>Gets the transport under test.</summary>
        public IWebSocketTransport Transport { get; }

        /// <summary>Gets or sets how many texts are refused before one is taken.</summary>
        public int Refusals { get; set; }

        /// <summary>Gets how often the connection was reported open.</summary>
        public int OpenCount { get; private set; }

        /// <summary>Gets how often it was reported closed.</summary>
        public int CloseCount { get; private set; }

        /// <summary>Gets how often it was refused.</summary>
        public int RefusalCount { get; private set; }

        /// <summary>Gets how many messages were reported sent.</summary>
        public int SentCount { get; private set; }

        /// <summary>Gets how many signs of life there were.</summary>
        public int AliveCount { get; private set; }

        /// <summary>Gets how many messages were ignored.</summary>
        public int IgnoredCount { get; private set; }

        /// <summary>Gets how many messages were too long.</summary>
        public int TooLongCount { get; private set; }

        /// <summary>Gets the last close code.</summary>
        public int CloseCode { get; private set; }

        /// <summary>Gets why there was no connection.</summary>
        public OpenFailure Failure { get; private set; }

        /// <summary>Gets the upgrade's status.</summary>
        public int Status { get; private set; }

        /// <summary>Gets the upgrade's Retry-After.</summary>
        public string RetryAfter { get; private set; }

        /// <summary>Gets how many texts came.</summary>
        public int TextCount => _texts.Count;

        /// <inheritdoc/>
        public void OnOpened() => OpenCount++;

        /// <inheritdoc/>
        public void OnRefused(OpenFailure reason, int httpStatus, string retryAfter, string errorClass)
        {
            Failure = reason;
            Status = httpStatus;
            RetryAfter = retryAfter;
            RefusalCount++;
        }

        /// <inheritdoc/>
        public bool OnText(byte[] message, int length)
        {
            lock (_lock)
            {
                if (Refusals > 0)
                {
                    Refusals--;
                    return false;
                }

                // As bytes: a string of each would be as much memory again, which a board has not got.
                _texts.Add(message);
                _lengths.Add(length);
                return true;
            }
        }

        /// <inheritdoc/>
        public void OnPassedOver(int ignored, int tooLong)
        {
            IgnoredCount += ignored;
            TooLongCount += tooLong;
        }

        /// <inheritdoc/>
        public void OnSent() => SentCount++;

        /// <inheritdoc/>
        public void OnAlive() => AliveCount++;

        /// <inheritdoc/>
        public void OnClosed(int closeCode)
        {
            CloseCode = closeCode;
            CloseCount++;
        }

        /// <summary>Opens a WebSocket that is accepted.</summary>
        /// <param name="path">The path at the contract server.</param>
        /// <param name="transport">The transport under test; null for one of its own.</param>
        /// <returns>The probe of it.</returns>
        public static SocketProbe Opened(string path, IWebSocketTransport transport = null)
        {
            SocketProbe probe = new SocketProbe(transport).Open(ContractServer.Url(path));
            Assert.AreEqual(1, probe.OpenCount, "refused: " + ((int)probe.Failure).ToString());
            return probe;
        }

        /// <summary>Gets a text.</summary>
        /// <param name="index">Its place.</param>
        /// <returns>The text.</returns>
        public string Text(int index) => Encoding.UTF8.GetString(Bytes(index), 0, LengthOf(index));

        /// <summary>Gets the length of a text.</summary>
        /// <param name="index">Its place.</param>
        /// <returns>Bytes.</returns>
        public int LengthOf(int index) => (int)_lengths[index];

        /// <summary>Gets a text that may be too long for a string beside it.</summary>
        /// <param name="index">Its place.</param>
        /// <returns>The array that begins with its UTF-8.</returns>
        public byte[] Bytes(int index) => (byte[])_texts[index];

        /// <summary>Opens and waits for the report.</summary>
        /// <param name="httpsUrl">The URL, with <c>https://</c>.</param>
        /// <param name="deadlineMs">The deadline, in milliseconds.</param>
        /// <returns>This probe.</returns>
        public SocketProbe Open(string httpsUrl, int deadlineMs = DeadlineMs)
        {
            Begin(httpsUrl, deadlineMs);
            Await(() => OpenCount + RefusalCount > 0, deadlineMs + PatienceMs);
            Assert.AreEqual(1, OpenCount + RefusalCount, "neither opened nor refused");
            return this;
        }

        /// <summary>Opens and waits for nothing.</summary>
        /// <param name="httpsUrl">The URL, with <c>https://</c>.</param>
        /// <param name="deadlineMs">The deadline, in milliseconds.</param>
        public void Begin(string httpsUrl, int deadlineMs = DeadlineMs) => Transport.Open(ContractServer.ToWebSocket(httpsUrl), deadlineMs, this);

        /// <summary>Sends a text; fails where it is not taken, or not reported sent.</summary>
        /// <param name="message">Its UTF-8.</param>
        public void Send(byte[] message)
        {
            int before = SentCount;
            Assert.IsTrue(Transport.Send(message, message.Length), "not sent");
            Await(() => SentCount > before, PatienceMs);
            Assert.AreEqual(before + 1, SentCount, "sent");
        }

        /// <summary>Waits for a sign of life.</summary>
        /// <param name="before">How many there were before.</param>
        public void WaitForLife(int before)
        {
            Await(() => AliveCount > before, PatienceMs);
            Assert.IsTrue(AliveCount > before, "no sign of life");
        }

        /// <summary>Waits for texts.</summary>
        /// <param name="count">How many.</param>
        public void WaitForTexts(int count)
        {
            Await(() => TextCount >= count, PatienceMs);
            Assert.AreEqual(count, TextCount, "texts");
        }

        /// <summary>Waits for the end, and a little longer for a second one that must not come.</summary>
        /// <param name="code">The code that it has to have.</param>
        public void WaitForClose(int code)
        {
            Await(() => CloseCount > 0, PatienceMs);
            Thread.Sleep(10 * PollMs);
            Assert.AreEqual(1, CloseCount, "closed");
            Assert.AreEqual(code, CloseCode);
        }

        /// <summary>Fails where it was opened, or refused for another reason.</summary>
        /// <param name="expected">The reason.</param>
        public void IsRefused(OpenFailure expected)
        {
            Assert.AreEqual(1, RefusalCount, "opened");
            Assert.AreEqual((int)expected, (int)Failure, "failure");
        }

        private static void Await(Condition isThere, int patienceMs)
        {
            for (int waitedMs = 0; !isThere() && waitedMs < patienceMs; waitedMs += PollMs)
            {
                Thread.Sleep(PollMs);
            }
        }
    }
}
