using VirtualDevice.Tests.Contract;

// Two servers on an address of this machine, the second of an authority that the board is not told of. What the board needs to
// know goes into a folder; the servers end when the standard input does.
if (args.Length != 2 || !IPAddress.TryParse(args[1], out IPAddress? address))
{
    await Console.Error.WriteLineAsync("usage: FOLDER ADDRESS: a folder for test-server.txt, test-foreign.txt and ca.pem, and the address that a board reaches this machine by");
    return 2;
}

using var trusted = new TestAuthority();
using var foreign = new TestAuthority();
await using var server = new RawTlsServer(trusted.CreateServer(args[1]), ContractScript.ServeAsync, address: IPAddress.Any);
await using var other = new RawTlsServer(foreign.CreateServer(args[1]), ContractScript.ServeAsync, address: IPAddress.Any);
await WriteAsync("test-foreign.txt", Base(other));
await WriteAsync("ca.pem", trusted.Pem);
await WriteAsync("test-server.txt", Base(server));
await Console.Out.WriteLineAsync("ready");
await Console.In.ReadToEndAsync();
return 0;

Task WriteAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(args[0], name), content);

string Base(RawTlsServer next) => next.Url("https", "", args[1]).AbsoluteUri.TrimEnd('/');
