using System.Globalization;
using System.Numerics;
using CsCheck;
using TeddyFirmware.Resilience;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The readers of <c>Retry-After</c>, against .NET's own reader of dates.</summary>
public sealed class HeaderFuzz
{
    private static readonly Gen<string> s_dates = Gen.Long[0, 40_000_000_000].Select(
        seconds => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("r", CultureInfo.InvariantCulture));

    // Each part for itself, so that there are days that no month has, and hours that no day has.
    private static readonly Gen<string> s_parts = Gen.Select(
        Gen.Int[0, 32], Gen.OneOf("Jan", "Feb", "Apr", "Nov", "feb"), Gen.Int[1960, 2110], Gen.Int[0, 25], Gen.Int[0, 61],
        (day, month, year, hour, minute) => $"Sun, {day:00} {month} {year} {hour:00}:{minute:00}:{minute:00} GMT");

    private static readonly Gen<string> s_obsoleteDates = Gen.Select(Gen.Long[0, 3_000_000_000], Gen.OneOf("dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM dd HH:mm:ss yyyy"))
        .Select((seconds, form) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString(form, CultureInfo.InvariantCulture).Replace(" 0", "  ", StringComparison.Ordinal));

    // 2026 on the tests' clock, and no year of two digits more than 50 years ahead.
    private static readonly CultureInfo s_fiftyYears = new("") { DateTimeFormat = { Calendar = new GregorianCalendar { TwoDigitYearMax = 2076 } } };

    private static readonly Gen<string> s_values = Gen.Frequency(
        (2, s_dates),
        (2, s_obsoleteDates),
        (2, s_parts),
        (1, Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.Int[0, 9].Array[1, 40].Select(digits => string.Concat(digits))),
        (1, Gen.OneOf("", "0", "120", "00000000000000000000000000000001", "99999999999999999999999999", "1.5", " 30 ", "-1")),
        (4, Mutation.Of(Gen.OneOf(s_dates, Gen.OneOf("120", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994")).Select(Encoding.UTF8.GetBytes)).Select(Encoding.UTF8.GetString)));

    [Fact]
    public void A_wait_is_within_its_clamps_and_a_date_is_what_NET_reads() => FuzzRun.Try(s_values, Check);

    private static void Check(string value)
    {
        var clock = new FakeClock();
        int waitMs = RetryAfter.ToMs(value, clock);
        Assert.True(waitMs == -1 || waitMs is >= RetryAfter.MinMs and <= RetryAfter.MaxMs, $"{waitMs} ms");

        string trimmed = value.Trim();
        long date = HttpDate.Parse(value, clock.UtcSeconds);
        Assert.True(IsRight(date, trimmed), $"{date}");
        Assert.True(waitMs == -1 || date != -1 || (trimmed.Length > 0 && trimmed.All(char.IsAsciiDigit)), "neither a number nor a date");
        if (trimmed.Length > 0 && trimmed.All(char.IsAsciiDigit))
        {
            Assert.Equal(BigInteger.Clamp(1000 * BigInteger.Parse(trimmed), RetryAfter.MinMs, RetryAfter.MaxMs), waitMs);
        }
    }
    // The day of the week is not looked at, whatever bytes it is: it says nothing that the date does not.
    private static bool IsRight(long date, string trimmed)
    {
        string text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(trimmed));
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        (string part, string form) = comma < 0
            ? (text.Length == 24 && text[3] == ' ' ? string.Concat(text.AsSpan(4, 4), text[8] == ' ' ? "0" : text.AsSpan(8, 1), text.AsSpan(9)) : "", "MMM dd HH:mm:ss yyyy")
            : (text[comma..], comma == 3 ? "', 'dd MMM yyyy HH:mm:ss 'GMT'" : "', 'dd-MMM-yy HH:mm:ss 'GMT'");
        bool isDate = DateTimeOffset.TryParseExact(part, form, s_fiftyYears, DateTimeStyles.AssumeUniversal, out DateTimeOffset expected) && expected.Year is >= 1970 and < 3000;

        // .NET takes the month in any case, the RFC does not.
        return isDate && date != -1 ? date == expected.ToUnixTimeSeconds() : date == -1 || text.Contains(":60 ", StringComparison.Ordinal);
    }
}
