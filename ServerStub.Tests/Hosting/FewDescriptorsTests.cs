using System.Diagnostics;

namespace ServerStub.Tests.Hosting;

/// <summary>A stub in a process of its own that has few file descriptors.</summary>
public sealed class FewDescriptorsTests
{
    private const int Descriptors = 1024;
    private const int IdleConnections = 3000;

    [Fact]
    public async Task A_stub_with_1024_descriptors_survives_3000_idle_connections_and_answers_when_they_are_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a process its limit in /proc.");
        using var deadline = new Deadline();
        using var folder = new TempFolder();
        using Process stub = Start(folder);
        try
        {
            (string url, string caFile) = await ReadBannerAsync(stub, deadline.Token);
            var idle = new List<Socket>();
            try
            {
                for (int i = 0; i < IdleConnections; i++)
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    idle.Add(socket);
                    await socket.ConnectAsync(IPAddress.Loopback, new Uri(url).Port, deadline.Token);
                }

                Assert.False(stub.HasExited);
            }
            finally
            {
                idle.ForEach(socket => socket.Dispose());
            }

            using var http = new HttpClient(TrustingClient.Handler(caFile));
            Assert.Equal(HttpStatusCode.OK, await FirstAnswerAsync(http, url, deadline.Token));
            Assert.False(stub.HasExited);
        }
        finally
        {
            stub.Kill();
            await stub.WaitForExitAsync(CancellationToken.None);
        }
    }

    // The hard limit too: .NET raises the soft one to it when it starts.
    private static Process Start(TempFolder folder)
    {
        folder.Write("nf.config", "<configuration><appSettings/></configuration>");
        string program = Path.Combine(AppContext.BaseDirectory, "ServerStub.dll");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"ulimit -n {Descriptors}; exec dotnet exec \"{program}\" --port 0 --data data --quiet");
        return Process.Start(start)!;
    }

    private static async Task<(string Url, string CaFile)> ReadBannerAsync(Process stub, CancellationToken stop)
    {
        string url = "";
        while (await stub.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            url = line.StartsWith("url ", StringComparison.Ordinal) ? line[4..].Trim() : url;
            if (line.StartsWith("ca file ", StringComparison.Ordinal))
            {
                return (url, line["ca file ".Length..].Trim());
            }
        }

        throw new InvalidOperationException("The stub did not start.");
    }

    // The stub notices the end of each connection in its own time, and turns new ones away until then.
    private static async Task<HttpStatusCode> FirstAnswerAsync(HttpClient http, string url, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(url + "/health", stop);
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
    }
}
