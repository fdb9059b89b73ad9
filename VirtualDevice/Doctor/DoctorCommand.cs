using System.CommandLine;
using VirtualDevice.Commands;
using VirtualDevice.Screen;

namespace VirtualDevice.Doctor;

/// <summary>The command line of the doctor.</summary>
internal static class DoctorCommand
{
    private static readonly string s_description = $"""
        Checks what stands between this machine, or a board, and a session, and names a fix for each.

        The server: --server; without it server.url, where nf.config, nf.local.config or the environment set another than the default;
        without that the stub of this machine ({Target.StartStub}).
        Nothing is written, and nothing secret leaves this machine, except with --claim.

        Examples:
          dotnet run --project VirtualDevice -- doctor
          dotnet run --project VirtualDevice -- doctor --server https://192.168.1.20:8443 --ca .teddy/stub/ca.pem

        Checks, each with the exit code where it is the first that fails:
        {string.Join('\n', DoctorTable.Rows.Select(row => $"  {row.ExitCode,2}  {row.Name,-8} {row.About}"))}
        Also 0: nothing failed, although there may be warnings; 1: a fault in this program; 2: a wrong flag, too; 5: interrupted.
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal)
    {
        var server = new Option<string?>("--server") { Description = "The server to check, such as https://example.org:8443.", HelpName = "URL" };
        var ca = new Option<string?>("--ca")
        {
            Description = "PEM file of the authorities to trust. Default: server.caFile, or the stub's own.",
            HelpName = "FILE",
        };
        var data = new Option<string?>("--data") { Description = "Folder that keeps device and stub. Default: .teddy beside nf.config.", HelpName = "FOLDER" };
        var config = new Option<string?>("--config")
        {
            Description = "The nf.config to read. Default: the one in this folder or the nearest above.",
            HelpName = "FILE",
        };
        var claim = new Option<bool>("--claim")
        {
            Description = "Claim for real, as this device: spends a nonce, and makes tokens, which are thrown away.",
        };
        var command = new Command("doctor", s_description) { server, ca, data, config, claim };
        command.SetAction(async (parsed, stop) =>
        {
            var flags = new RunFlags
            {
                Server = parsed.GetValue(server),
                Ca = parsed.GetValue(ca),
                Data = parsed.GetValue(data),
                Config = parsed.GetValue(config),
            };
            return await RunAsync(new DoctorContext(flags, parsed.GetValue(claim), TimeProvider.System), terminal, stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(DoctorContext context, Terminal terminal, CancellationToken stop)
    {
        try
        {
            return await DoctorRun.RunAsync(DoctorTable.Rows, context, terminal, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }
}
