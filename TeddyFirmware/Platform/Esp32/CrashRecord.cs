using System;
using System.Text;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>How often in a row the firmware has crashed, and the class of the last exception: <c>crash.txt</c>.</summary>
    /// <remarks>
    /// The board has no API for the reason of a reset (facts page, section 6.3), so the reason is written down before it.
    /// The file holds a number, a line end and a class name; no message, because a message may hold a secret.
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

        /// <summary>Initializes a new instance of the <see cref="CrashRecord"/> class.</summary>
        /// <param name="flash">Holds the file.</param>
        public CrashRecord(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Gets the crashes in a row before this start; 0 where the flash cannot tell.</summary>
        public int Count
        {
            get
            {
                try
                {
                    return ReadCount();
                }
                catch (Exception)
                {
                    // A number for the health snapshot: not worth a crash.
                    return 0;
                }
            }
        }

        /// <summary>Gets the class of the last crash's exception; null without one, and where the flash cannot tell.</summary>
        public string ClassName
        {
            get
            {
                try
                {
                    byte[] content = _flash.Read(FileName, MaxFileBytes);
                    int lineEnd = content == null ? -1 : Array.IndexOf(content, (byte)'\n');
                    return lineEnd < 0 ? null : Encoding.UTF8.GetString(content, lineEnd + 1, content.Length - lineEnd - 1);
                }
                catch (Exception)
                {
                    return null;
                }
            }
        }

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
            int count = 1;
            try
            {
                count = ReadCount() + 1;
                _flash.Write(FileName, Encoding.UTF8.GetBytes(count.ToString() + "\n" + className));
            }
            catch (Exception)
            {
                // The flash may be what has crashed us; the restart matters more.
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

        private int ReadCount()
        {
            byte[] content = _flash.Read(FileName, MaxFileBytes);
            int count = 0;
            for (int i = 0; content != null && i < content.Length && content[i] >= '0' && content[i] <= '9'; i++)
            {
                count = (count * 10) + (content[i] - '0');
                if (count >= MaxCount)
                {
                    return MaxCount - 1;
                }
            }

            return count;
        }
    }
}
