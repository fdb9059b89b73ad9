namespace VirtualDevice;

/// <summary>How the program ends. Shown by <c>--help</c>; scripts rely on the numbers.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for was done.</summary>
    public const int Done = 0;

    /// <summary>A fault in this program.</summary>
    public const int Fault = 1;

    /// <summary>A flag or a setting cannot be used, and nothing was written; or this machine refuses what is needed.</summary>
    public const int BadInput = 2;

    /// <summary>No echo came within the deadline.</summary>
    public const int NoEcho = 3;

    /// <summary>The device cannot go on until a person does something, such as registering it.</summary>
    public const int NeedsPerson = 4;

    /// <summary>Interrupted before the first echo.</summary>
    public const int Interrupted = 5;
}
