namespace VirtualDevice.Tests.Contract;

/// <summary>One board's folder and two servers, the second of an authority that the board does not trust.</summary>
internal sealed class ContractBench
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _foreignAuthority = new();
    private readonly RawTlsServer _server;
    private readonly RawTlsServer _foreign;

    public ContractBench()
    {
        _server = new RawTlsServer(_authority.CreateServer(), ContractScript.ServeAsync);
        _foreign = new RawTlsServer(_foreignAuthority.CreateServer(), ContractScript.ServeAsync);

        // The board's identity is made once, before classes that run side by side ask for it.
        NewPlatform().Network.GetMacAddress();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Dispose();
    }

    public string ServerBaseUrl => Base(_server);

    public string ForeignServerBaseUrl => Base(_foreign);

    public IPlatform NewPlatform() => new PcPlatform(_folder.FullName, new ServerLink(_authority.Trust), new LineRecorder());

    private static string Base(RawTlsServer server) => server.Url("https", "").AbsoluteUri.TrimEnd('/');
}
