using System.Security.Cryptography;

namespace VirtualDevice.Platform;

/// <summary>The operating system's random generator. Has no state, so any number of threads may use it.</summary>
public sealed class PcRandom : IRandom
{
    /// <inheritdoc />
    public void Fill(byte[] buffer) => RandomNumberGenerator.Fill(buffer);
}
