using System;
using System.Text;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Resilience
{
    /// <summary>How often in a row the firmware has crashed, and the class of the last exception: <c>crash.txt</c>.</summary>
    /// <remarks>
    /// The board has no API for the reason of a reset (facts page, section 6.3), so the reason is written down before it.
    /// The file holds a number, a line end and a class name; no message, because a message may hold a secret. No exception
    /// of the flash leaves this class: it may be what has crashed us.
    /// </remarks>
    public sealed class CrashRecord
    {
        /// <summary>The file's name.</summary>
        public const string FileName = "crash.txt";

        /// <summary>How long the firmware has to run until its crashes are forgotten, in milliseconds.</summary>
        public const int ForgiveAfterMs = 600000;

        private const int MaxFileBytes = 128;
        private const int MaxCount = 999;
        private const int FirstWaitMs = 1000;
        private const int LongestWaitMs = 300000;

        private readonly IFlash _flash;
        private readonly bool _isRead;

        /// <summary>Initializes a new instance of the <see cref="CrashRecord"/> class, with what the flash holds.</summary>
        /// <param name="flash">Holds the file.</param>
        public CrashRecord(IFlash flash)
        {
            _flash = flash;
            try
            {
                Read();
                _isRead = true;
            }
            catch (Exception)
            {
                // A number for the health snapshot: not worth a crash.
            }
        }

        /// <summary>Gets the crashes in a row before this start; 0 where the flash cannot tell.</summary>
        public int Count { get; private set; }

        /// <summary>Gets the class of the last crash's exception; null without one, and where the flash cannot tell.</summary>
        public string ClassName { get; private set; }

        /// <summary>Tells how long to wait before the board restarts: 1 s, doubled with each crash in a row, up to 5 min.</summary>
        /// <param name="count">The crashes in a row, this one included.</param>
        /// <returns>Milliseconds.</returns>
        public static int WaitMs(int count)
        {
            int waitMs = FirstWaitMs;
            for (int i = 1; i < count && waitMs < LongestWaitMs; i++)
            {
                waitMs *= 2;
            }

            return waitMs > LongestWaitMs ? LongestWaitMs : waitMs;
        }

        /// <summary>Writes a crash down.</summary>
        /// <param name="className">The class of the exception.</param>
        /// <returns>The crashes in a row, this one included; 1 where the flash cannot tell.</returns>
        public int Add(string className)
        {
            int count = Count + 1;
            try
            {
                // What cannot be read may be more than 1.
                if (_isRead)
                {
                    _flash.Write(FileName, Encoding.UTF8.GetBytes(count.ToString() + "\n" + className));
                }
            }
            catch (Exception)
            {
                // The restart matters more.
            }

            return count;
        }

        /// <summary>Forgets the crashes.</summary>
        public void Clear()
        {
            try
            {
                _flash.Delete(FileName);
            }
            catch (Exception)
            {
                // Then the next crash waits longer than it had to.
            }
        }

        private void Read()
        {
            byte[] content = _flash.Read(FileName, MaxFileBytes);
            int at = 0;
            for (; content != null && at < content.Length && content[at] >= '0' && content[at] <= '9' && Count < MaxCount; at++)
            {
                Count = (Count * 10) + (content[at] - '0');
            }

            Count = Count < MaxCount ? Count : MaxCount - 1;
            int lineEnd = content == null ? -1 : Array.IndexOf(content, (byte)'\n');
            ClassName = lineEnd < 0 ? null : Encoding.UTF8.GetString(content, lineEnd + 1, content.Length - lineEnd - 1);
        }
    }
}
