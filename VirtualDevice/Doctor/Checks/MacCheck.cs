using TeddyFirmware.Claiming;
using TeddyFirmware.Provisioning;

namespace VirtualDevice.Doctor.Checks;

/// <summary>The claim's MAC, computed by the core on this machine, against the check vector of the contract, section 2.</summary>
internal sealed class MacCheck(ICryptography cryptography) : IDoctorCheck
{
    private const string OverBytes = "57b5599560b22a1b7a29e1543369ddb8be2835c53ceff1cdaa20b9415fe8eaf8";
    private const string OverText = "3ef1e46b4d5b2517a2b791f1fb423399aae637ceb7010ce92a8624a2c6957b2f";

    /// <inheritdoc />
    public Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop) => Task.FromResult<Finding[]>(
    [
        Compute(isNonceText: false) == OverBytes && Compute(isNonceText: true) == OverText
            ? Finding.Ok("the claim's MAC is that of the contract's check vector")
            : Finding.Fail("the claim's MAC is not that of the contract's check vector", "run dotnet test; this build of the core or this machine's HMAC is broken"),
    ]);

    private string Compute(bool isNonceText)
    {
        var settings = new DeviceSettings
        {
            DeviceId = "Teddy-ESP32-0001",
            ChildId = "child123",
            OobSecret = Counting(32),
            IsNonceText = isNonceText,
        };
        return ClaimMac.Compute(cryptography, settings, Counting(16));
    }

    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(value => (byte)value)];
}
