namespace ServerStub.Faults;

/// <summary>Where a step acts.</summary>
internal static class StepAt
{
    public const string Claim = "claim";
    public const string Refresh = "refresh";
    public const string Upgrade = "upgrade";
    public const string Session = "session";
    public const string Device = "device";
    public const string Server = "server";
    public const string Tls = "tls";
}
