namespace ServerStub.Faults;

/// <summary>What a step does.</summary>
internal static class StepDo
{
    public const string Status = "status";
    public const string Hang = "hang";
    public const string Delay = "delay";
    public const string Truncate = "truncate";
    public const string Drip = "drip";
    public const string Reset = "reset";
    public const string LoseAnswer = "lose_answer";
    public const string BadBody = "bad_body";
    public const string ShortTokens = "short_tokens";

    public const string Close = "close";
    public const string Drop = "drop";
    public const string HalfOpen = "half_open";
    public const string Text = "text";
    public const string Flood = "flood";
    public const string Oversized = "oversized";
    public const string PingFlood = "ping_flood";

    public const string Disable = "disable";
    public const string Enable = "enable";
    public const string Drain = "drain";
    public const string Resume = "resume";

    public const string WrongHost = "wrong_host";
    public const string Expired = "expired";
    public const string NotYetValid = "not_yet_valid";
    public const string Foreign = "foreign";
}
