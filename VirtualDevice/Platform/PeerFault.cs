namespace VirtualDevice.Platform;

/// <summary>No address of the server led to a connection.</summary>
/// <param name="failure">Why, in the seam's terms.</param>
/// <param name="word">Why, in the words of the log, with the addresses where there are several.</param>
internal sealed class PeerFault(OpenFailure failure, string? word) : IOException(word)
{
    /// <summary>Why, in the seam's terms.</summary>
    public OpenFailure Failure => failure;

    /// <summary>What the log says for what was thrown while a connection was opened or used.</summary>
    public static string WordOf(Exception problem) => problem is PeerFault fault ? fault.Message : problem.GetBaseException().GetType().Name;
}
