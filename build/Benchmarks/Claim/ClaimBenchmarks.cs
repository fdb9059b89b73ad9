using BenchmarkDotNet.Attributes;
using Benchmarks.Support;
using TeddyFirmware.Claiming;
using TeddyFirmware.Provisioning;

namespace Benchmarks.Claim;

/// <summary>The preparation of one claim.</summary>
public class ClaimBenchmarks
{
    private readonly CoreOnly _platform = new();
    private readonly DeviceSettings _settings = new()
    {
        DeviceId = "Teddy-ESP32-0001",
        ChildId = "child123",
        OobSecret = new byte[32],
    };

    private readonly NonceSource _nonces;
    private readonly byte[] _nonce = new byte[NonceSource.NonceBytes];

    public ClaimBenchmarks()
    {
        _nonces = new NonceSource(_platform, _settings.OobSecret);
    }

    [Benchmark]
    public byte[] Nonce() => _nonces.Next();

    [Benchmark]
    public string Mac() => ClaimMac.Compute(_platform.Cryptography, _settings, _nonce);

    [Benchmark(Baseline = true)]
    public byte[] Request() => ClaimRequest.Build(_platform, _settings, _nonces.Next(), "1.0.0");
}
