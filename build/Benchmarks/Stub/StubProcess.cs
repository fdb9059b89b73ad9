using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ServerStub.Claims;

namespace Benchmarks.Stub;

/// <summary>The server stub in a process of its own, so that what it costs can be told from what the load costs.</summary>
internal sealed class StubProcess : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly string[] _secrets;

    private StubProcess(Process process, DirectoryInfo folder, string[] secrets, int port, string caFile)
    {
        (_process, _folder, _secrets, Port) = (process, folder, secrets, port);
        CertificatePolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(caFile) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
    }

    public int Port { get; }

    /// <summary>Trust in the stub's authority only.</summary>
    public X509ChainPolicy CertificatePolicy { get; }

    /// <summary>Processor time that the stub has used.</summary>
    public TimeSpan Cpu => Fresh().TotalProcessorTime;

    /// <summary>Resident memory.</summary>
    public double MemoryMb => Fresh().WorkingSet64 / 1_048_576.0;

    /// <summary>The part of it that is the stub's own, and no page of a program file; -1 where the system does not tell.</summary>
    public double OwnMemoryMb => !OperatingSystem.IsLinux() ? -1 : File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal))
        .Select(line => int.Parse(line["RssAnon:".Length..].Replace("kB", "", StringComparison.Ordinal)) / 1024.0).Single();

    /// <summary>Open files and sockets; -1 where the system does not tell.</summary>
    public int Handles => OperatingSystem.IsLinux() ? Directory.GetFiles($"/proc/{_process.Id}/fd").Length : -1;

    /// <summary>Starts it with devices of its own, and waits until it listens.</summary>
    public static async Task<StubProcess> StartAsync(int devices)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("teddy-bench-");
        string[] secrets = [.. Enumerable.Range(0, devices).Select(_ => RandomNumberGenerator.GetHexString(64, lowercase: true))];
        File.WriteAllText(Path.Combine(folder.FullName, "nf.config"), "<configuration><appSettings/></configuration>");
        File.WriteAllText(Path.Combine(folder.FullName, "devices.json"), JsonSerializer.Serialize(new
        {
            devices = secrets.Select((secret, index) => new { device_id = IdOf(index), child_id = "child", secret, enabled = true }),
        }));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        foreach (string argument in new[]
        {
            "exec", Path.Combine(AppContext.BaseDirectory, "ServerStub.dll"), "--config", "nf.config", "--port", "0", "--address", "127.0.0.1",
            "--data", ".", "--quiet", "--set", "stub.claimsPerMinute=0", "--set", $"device.id={IdOf(0)}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        int port = 0;
        string caFile = "";
        while (caFile.Length == 0)
        {
            string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The stub did not start.");
            port = line.StartsWith("url ", StringComparison.Ordinal) ? new Uri(line[4..].Trim()).Port : port;
            caFile = line.StartsWith("ca file ", StringComparison.Ordinal) ? line["ca file ".Length..].Trim() : caFile;
        }

        return new StubProcess(process, folder, secrets, port, caFile);
    }

    public static string IdOf(int device) => $"Bench-{device:D6}";

    /// <summary>The JSON of a right claim with a fresh nonce.</summary>
    public string NewClaim(int device)
    {
        string nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        byte[] mac = ClaimMac.Compute(Convert.FromHexString(_secrets[device]), IdOf(device), "child", nonce, ServerStub.NonceForm.Bytes);
        return $$"""{"device_id":"{{IdOf(device)}}","child_id":"child","nonce":"{{nonce}}","hmac_hex":"{{Convert.ToHexStringLower(mac)}}","firmware_version":"1.0.0"}""";
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private Process Fresh()
    {
        _process.Refresh();
        return _process;
    }
}
