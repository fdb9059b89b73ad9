namespace ServerStub.Deployed;

/// <summary>One thing that the deployed server does.</summary>
/// <param name="Name">What it does, in words.</param>
/// <param name="TurnOn">The options with it.</param>
public sealed record DeployedHabit(string Name, Func<StubOptions, StubOptions> TurnOn);
