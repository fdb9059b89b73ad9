namespace VirtualDevice.Doctor.Checks;

/// <summary>This machine's clock against the server's. A wrong one breaks certificates and tokens, on the board as here.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private static readonly TimeSpan s_fair = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_bad = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop) => Task.FromResult<Finding[]>([Judge(context.ClockAhead)]);

    private static Finding Judge(TimeSpan? ahead)
    {
        if (ahead is not { } skew)
        {
            return Finding.Skip("the server tells no date");
        }

        string text = $"this machine's clock is {Length(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the server's";
        const string Fix = "set this machine's clock by NTP; if it is right, the server's is wrong: a board takes its time from pool.ntp.org";
        return skew.Duration() >= s_bad ? Finding.Fail(text, Fix)
            : skew.Duration() >= s_fair ? Finding.Warn(text, Fix)
            : Finding.Ok("this machine's clock and the server's agree");
    }

    private static string Length(TimeSpan skew) => skew.TotalMinutes < 2 ? $"{skew.TotalSeconds:0} s"
        : skew.TotalHours < 2 ? $"{skew.TotalMinutes:0} min"
        : skew.TotalDays < 2 ? $"{skew.TotalHours:0} h"
        : $"{skew.TotalDays:0} days";
}
