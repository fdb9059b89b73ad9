using TeddyFirmware;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>A row of a table: what the server answers, in which state the device then is, and for how long.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Given">The server's answer.</param>
/// <param name="Next">The state in which the device comes to rest.</param>
/// <param name="Delay">How long until its next request; <see cref="Band.None"/> where the answer was accepted.</param>
internal sealed record AnswerCase(string Name, ServerAnswer Given, DeviceState Next, Band Delay)
{
    /// <summary>The names as rows for xunit, which shows each as a test of its own.</summary>
    public static IEnumerable<Xunit.TheoryDataRow<string>> Rows(IEnumerable<AnswerCase> cases) =>
        cases.Select(row => new Xunit.TheoryDataRow<string>(row.Name) { Label = row.Name });
}
