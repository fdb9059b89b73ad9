using System;
using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Resilience
{
    /// <summary>Reads an HTTP-date in any of its three forms (RFC 9110, 5.6.7).</summary>
    public static class HttpDate
    {
        private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

        // The letters of Fields stand for what they hold (N: the month's name), everything else for itself.
        private const string ImfFixdate = "www, DD NNN YYYY hh:mm:ss GMT";
        private const string Rfc850AfterWeekday = ", DD-NNN-YY hh:mm:ss GMT";
        private const string Asctime = "www NNN DD hh:mm:ss YYYY";
        private const string Fields = "wDNYhms";

        private const int ShortWeekday = 3;
        private const int AsctimeDay = 8;
        private const int NewestTwoDigitYear = 50;

        /// <summary>Reads a date.</summary>
        /// <param name="text">The header's value.</param>
        /// <param name="nowSeconds">The time now, seconds since 1970, which tells the century of a year of two digits.</param>
        /// <returns>Seconds since 1970-01-01 UTC; -1 where it is no such date.</returns>
        public static long Parse(string text, long nowSeconds)
        {
            byte[] letters = Encoding.UTF8.GetBytes(text.Trim());
            int comma = text.Trim().IndexOf(',');
            string form = comma < 0 ? Asctime : comma == ShortWeekday ? ImfFixdate : Rfc850AfterWeekday;
            int offset = comma > ShortWeekday ? comma : 0;
            if (letters.Length != offset + form.Length)
            {
                return -1;
            }

            if (comma < 0 && letters[AsctimeDay] == ' ')
            {
                letters[AsctimeDay] = (byte)'0';
            }

            byte[] fields = Encoding.UTF8.GetBytes(form);
            return HasForm(letters, offset, fields) ? Seconds(letters, offset, fields, nowSeconds) : -1;
        }

        private static long Seconds(byte[] letters, int offset, byte[] form, long nowSeconds)
        {
            int day = Number(letters, offset, form, 'D');
            int month = MonthAt(letters, offset + Find(form, 'N'));
            int year = Number(letters, offset, form, 'Y');
            int hour = Number(letters, offset, form, 'h');
            int minute = Number(letters, offset, form, 'm');
            int second = Number(letters, offset, form, 's');
            // Only after a weekday in full, in the form of RFC 850, the year has two digits.
            if (offset > 0 && year >= 0)
            {
                year = WithCentury(year, nowSeconds);
            }

            bool isDate = day >= 1 && month >= 1 && year >= 1970 && year < 3000 && day <= DateTime.DaysInMonth(year, month);
            bool isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
            if (!isDate || !isTime)
            {
                return -1;
            }

            return (DaysSince1970(year, month, day) * 86400) + (hour * 3600) + (minute * 60) + second;
        }

        // What seems to lie more than 50 years ahead is in the past.
        private static int WithCentury(int year, long nowSeconds)
        {
            int thisYear = 1970 + (int)(nowSeconds / 31556952);
            int full = year + (thisYear / 100 * 100);
            return full > thisYear + NewestTwoDigitYear ? full - 100 : full <= thisYear - NewestTwoDigitYear ? full + 100 : full;
        }

        private static bool HasForm(byte[] letters, int offset, byte[] form)
        {
            for (int i = 0; i < form.Length; i++)
            {
                if (Fields.IndexOf((char)form[i]) < 0 && letters[offset + i] != form[i])
                {
                    return false;
                }
            }

            return true;
        }

        private static int MonthAt(byte[] letters, int offset)
        {
            for (int month = 0; month < 12; month++)
            {
                if (Utf8.Matches(letters, offset, offset + 3, Months.Substring(month * 3, 3)))
                {
                    return month + 1;
                }
            }

            return -1;
        }

        private static int Number(byte[] letters, int offset, byte[] form, char field)
        {
            int value = 0;
            for (int i = Find(form, field); i < form.Length && form[i] == field; i++)
            {
                int digit = letters[offset + i] - '0';
                if (digit < 0 || digit > 9)
                {
                    return -1;
                }

                value = (value * 10) + digit;
            }

            return value;
        }

        private static int Find(byte[] form, char field)
        {
            int at = 0;
            while (form[at] != field)
            {
                at++;
            }

            return at;
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
