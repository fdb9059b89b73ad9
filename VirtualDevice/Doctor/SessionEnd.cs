namespace VirtualDevice.Doctor;

/// <summary>What became of an upgrade.</summary>
/// <param name="IsOpen">The server has accepted it and lets it be.</param>
/// <param name="CloseCode">The code with which it closed what it had accepted; 0 where it did not.</param>
/// <param name="Refusal">Why there was no session; null where one was opened.</param>
/// <param name="Status">The HTTP status of the refusal; 0 without one.</param>
internal sealed record SessionEnd(bool IsOpen, int CloseCode = 0, OpenFailure? Refusal = null, int Status = 0);
