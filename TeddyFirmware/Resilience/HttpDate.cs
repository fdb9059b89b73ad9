using System;
using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Resilience
{
    /// <summary>Reads the preferred form of an HTTP-date, <c>Sun, 06 Nov 1994 08:49:37 GMT</c> (RFC 9110, 5.6.7).</summary>
    /// <remarks>The two obsolete forms are not read: a recipient that only waits loses nothing by its own backoff.</remarks>
    public static class HttpDate
    {
        private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        private const int Length = 29;

        /// <summary>Reads a date.</summary>
        /// <param name="text">The header's value.</param>
        /// <returns>Seconds since 1970-01-01 UTC; -1 where it is no such date.</returns>
        public static long Parse(string text)
        {
            byte[] letters = Encoding.UTF8.GetBytes(text.Trim());
            if (letters.Length != Length || !HasSeparators(letters))
            {
                return -1;
            }

            int day = Number(letters, 5, 2);
            int month = MonthOf(letters);
            int year = Number(letters, 12, 4);
            int hour = Number(letters, 17, 2);
            int minute = Number(letters, 20, 2);
            int second = Number(letters, 23, 2);
            bool isDate = day >= 1 && month >= 1 && year >= 1970 && year < 3000 && day <= DateTime.DaysInMonth(year, month);
            bool isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
            if (!isDate || !isTime)
            {
                return -1;
            }

            return (DaysSince1970(year, month, day) * 86400) + (hour * 3600) + (minute * 60) + second;
        }

        private static bool HasSeparators(byte[] letters)
        {
            return Utf8.Matches(letters, 3, Length, ", ") && letters[7] == ' ' && letters[11] == ' ' && letters[16] == ' '
                && letters[19] == ':' && letters[22] == ':' && Utf8.Matches(letters, 25, Length, " GMT");
        }

        private static int MonthOf(byte[] letters)
        {
            for (int month = 0; month < 12; month++)
            {
                if (Utf8.Matches(letters, 8, 11, Months.Substring(month * 3, 3)))
                {
                    return month + 1;
                }
            }

            return -1;
        }

        private static int Number(byte[] letters, int offset, int digits)
        {
            int value = 0;
            for (int i = offset; i < offset + digits; i++)
            {
                if (letters[i] < '0' || letters[i] > '9')
                {
                    return -1;
                }

                value = (value * 10) + (letters[i] - '0');
            }

            return value;
        }

        // By arithmetic: nanoFramework's DateTime and .NET's agree on days, not on ticks or kinds.
        private static long DaysSince1970(int year, int month, int day)
        {
            long shifted = month <= 2 ? year - 1 : year;
            long era = shifted / 400;
            long yearOfEra = shifted - (era * 400);
            long dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
            long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
            return (era * 146097) + dayOfEra - 719468;
        }
    }
}
