namespace ServerStub.Deployed;

/// <summary>
/// What the deployed server of this contract does otherwise than the contract asks, or more than it asks: seen in its public
/// source, run unmodified. <c>stub.profile=deployed</c> turns all of it on, whatever the single settings say.
/// </summary>
public static class DeployedHabits
{
    /// <summary>The most characters of a firmware version that its database takes.</summary>
    private const int FirmwareVersionCharacters = 16;

    /// <summary>The table.</summary>
    public static IReadOnlyList<DeployedHabit> All { get; } =
    [
        new("long spelling of answers and errors; ids in lower case in the tokens", options => options with { Responses = ResponseSpelling.Deployed }),
        new("1.9 KB of body for a claim, which names the session's address, and 1.1 KB of headers", options => options with { LongAnswers = true }),
        new("ids of teddy-esp32-* and esp32-* need no registration", options => options with { RegistersByItself = true }),
        new("500 for a firmware version of more than 16 characters", options => options with { MaxFirmwareVersion = FirmwareVersionCharacters }),
        new("401 for every refresh", options => options with { RefusesEveryRefresh = true }),
        new("403 on the upgrade for a token that is not good", options => options with { RefuseUpgrade = true }),
        new("403 on the upgrade for a path that does not exist", options => options with { RefusesUnknownUpgrades = true }),
        new("an echo without a processing result", options => options with { Echo = EchoStyle.Echo }),
        new("1000 for a binary message", options => options with { BinaryCloseCode = 1000 }),
    ];

    /// <summary>The options with every habit.</summary>
    public static StubOptions TurnOnAll(StubOptions options) => All.Aggregate(options, (changed, habit) => habit.TurnOn(changed));
}
