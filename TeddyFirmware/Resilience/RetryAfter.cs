using System.Text;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Resilience
{
    /// <summary>The <c>Retry-After</c> header, in seconds or as a date (RFC 9110, 10.2.3), clamped as contract section 2.1 says.</summary>
    public static class RetryAfter
    {
        /// <summary>The shortest wait that is believed, in milliseconds.</summary>
        public const int MinMs = 1000;

        /// <summary>The longest wait that is believed, in milliseconds.</summary>
        public const int MaxMs = 15 * 60 * 1000;

        /// <summary>Reads the header.</summary>
        /// <param name="value">Its value as it came; may be null.</param>
        /// <param name="clock">For the form with a date.</param>
        /// <returns>Milliseconds, <see cref="MinMs"/> to <see cref="MaxMs"/>; -1 where there is no header or it says nothing.</returns>
        public static int ToMs(string value, IClock clock)
        {
            if (string.IsNullOrEmpty(value))
            {
                return -1;
            }

            long seconds = Seconds(value.Trim());
            if (seconds < 0)
            {
                long date = clock.IsUtcSet ? HttpDate.Parse(value, clock.UtcSeconds) : -1;
                if (date < 0)
                {
                    return -1;
                }

                seconds = date - clock.UtcSeconds;
            }

            return seconds < MinMs / 1000 ? MinMs : seconds > MaxMs / 1000 ? MaxMs : (int)seconds * 1000;
        }

        /// <summary>Reads the header, and adds jitter so that those who were told the same do not come at the same moment.</summary>
        /// <param name="value">Its value as it came; may be null.</param>
        /// <param name="clock">For the form with a date.</param>
        /// <param name="random">For the jitter: up to a tenth and a second more, never less.</param>
        /// <returns>Milliseconds; -1 where there is no header or it says nothing.</returns>
        public static int WithJitterMs(string value, IClock clock, RandomNumbers random)
        {
            int windowMs = ToMs(value, clock);
            return windowMs < 0 ? -1 : windowMs + random.UpTo((windowMs / 10) + 1000);
        }

        // delay-seconds is digits only: a sign or a fraction makes it no number at all.
        private static long Seconds(string text)
        {
            byte[] digits = Encoding.UTF8.GetBytes(text);
            long value = 0;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] < '0' || digits[i] > '9')
                {
                    return -1;
                }

                // More digits than any wait has: the clamp needs no exact number, and the sum may not overflow.
                value = value > MaxMs ? value : (value * 10) + (digits[i] - '0');
            }

            return digits.Length == 0 ? -1 : value;
        }
    }
}
