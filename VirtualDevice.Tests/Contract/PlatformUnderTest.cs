using VirtualDevice.Tests.Contract;

namespace TeddyFirmware.Tests.OnDevice;

/// <summary>The PC, as the contract tests of a platform see it. The board has a class of the same name.</summary>
/// <remarks>Static because nanoFramework's tests reach their platform so; the servers end with the process.</remarks>
public static class PlatformUnderTest
{
    private static readonly Lazy<ContractBench> s_bench = new(() => new ContractBench());

    /// <summary>Gets the address of a server that keeps what <see cref="ContractServer"/> says.</summary>
    public static string ServerBaseUrl => s_bench.Value.ServerBaseUrl;

    /// <summary>Gets the address of a server with a certificate of another authority.</summary>
    public static string ForeignServerBaseUrl => s_bench.Value.ForeignServerBaseUrl;

    /// <summary>Makes the adapters, new, on the one folder that stands for this board's flash.</summary>
    /// <returns>All of them.</returns>
    public static IPlatform Create() => s_bench.Value.NewPlatform();
}
