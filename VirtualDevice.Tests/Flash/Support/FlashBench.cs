using System.Management.Automation;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>A copy of what a person has beside flash.ps1, a fake nanoff, and a board on a fake port.</summary>
internal sealed class FlashBench : IDisposable
{
    public const string WifiPassword = "wifi-s3cr3t-horse";
    public const string ChildId = "child-of-the-tests";
    private const string Natives = """
          mscorlib v100.5.0.24, checksum 0x1549C856
          System.Net v100.2.0.14, checksum 0x8EFB9944
          System.IO.FileSystem v1.1.0.4, checksum 0x1777E2FE

        """;

    // PowerShell keeps what it has parsed by its path and text: the same scripts for all tests are parsed once.
    private static readonly Lazy<string> s_script = new(() =>
    {
        string repository = Path.Combine(AppContext.BaseDirectory, "repository");
        return Replaced(Replaced(Replaced(File.ReadAllText(Path.Combine(repository, "flash.ps1")),
            "[IO.Path]::Combine($PSScriptRoot, 'build', 'flash')\n", $"'{repository.Replace("'", "''")}/build/flash'\n"),
            "New-FlashRun $PSScriptRoot ", "New-FlashRun $global:BenchRoot "), "exit (Invoke-Flash ", "return (Invoke-Flash ");

        static string Replaced(string text, string part, string by) =>
            text.Contains(part) ? text.Replace(part, by) : throw new InvalidOperationException($"flash.ps1 has no {part}");
    });

    private readonly TempFolder _folder = new();
    private string[] _ports = [];

    /// <summary>A bare board on one port, and settings that are complete.</summary>
    public FlashBench()
    {
        Copy(Path.Combine(AppContext.BaseDirectory, "repository"), Root);
        WriteSettings("nf.config", ("wifi.ssid", "Nursery"), ("server.url", "https://teddy.example.org"));
        WriteSettings("nf.local.config", ("wifi.password", WifiPassword), ("child.id", ChildId));
        Write("TeddyFirmware/bin/Release/TeddyFirmware.bin", TestImage.Of("TeddyFirmware"));
        Copy(Path.Combine(AppContext.BaseDirectory, "Flash", "FakeNanoff"), PathOf(".teddy/tools"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(".teddy/tools/nanoff"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(PathOf(".teddy/tools/fake/calls"));
        Fake("version", "2.5.162");
        Fake("chip", Chip("ESP32", "ESP32-D0WDQ6-V3 (revision v3.0)"));
        Fake("natives", Natives);
        Fake("clr.new", Clr("1.17.0.334"));
        Ports = [Port];
        Log(FakeBoard.SettingsLine);
        Board = new FakeBoard(PathOf(".teddy/tools/fake/board"));
        FakeSerialPort.Register(Engine.Id, this);
    }

    public string Root => _folder.FullName;

    public string Port => PathOf("ttyUSB0");

    /// <summary>The serial ports of the machine; the fake nanoff may change them (see ports.step in it).</summary>
    public string[] Ports
    {
        get => File.Exists(PathOf(".teddy/tools/fake/ports")) ? File.ReadAllLines(PathOf(".teddy/tools/fake/ports")) : _ports;
        set => _ports = value;
    }

    /// <summary>What is plugged into the port.</summary>
    public FakeBoard Board { get; }

    public PowerShellEngine Engine { get; } = PowerShellEngine.Take();

    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Puts a file where the fake nanoff looks for what it is to do.</summary>
    public void Fake(string name, string content) => Write(".teddy/tools/fake/" + name, content);

    /// <summary>How a nanoCLR tells of itself.</summary>
    public static string Clr(string version, string target = "ESP32_REV3") =>
        $"System Information\nHAL build info: nanoCLR running @ {target} built with ESP-IDF 5.5.4\n  Target:   {target}\n  Platform: ESP32\n\n"
        + $"Firmware build Info:\n  Date:        Jul 24 2026\n  Type:        MinSizeRel build\n  CLR Version: {version}\n  Compiler:    GNU ARM GCC v14\n";

    /// <summary>How nanoff tells of a chip.</summary>
    public static string Chip(string type, string name, int flashMb = 4, string psram = "undetermined", int crystalMhz = 40) =>
        $"{type} ({name})\nFeatures Wi-Fi, BT, Dual Core\nFlash size {flashMb}MB unknown from  (manufacturer 0x5E device 0x4016)\n"
        + $"PSRAM: {psram}\nCrystal {crystalMhz}MHz\nMAC 24:0A:C4:00:00:01\n";

    /// <summary>What the board says after a restart, around the line that says who it is.</summary>
    public void Log(string settingsLine) => Write("ttyUSB0.log",
        "ets Jul 29 2019 12:21:46\r\nrst:0x1 (POWERON_RESET)\r\n    0.002 info  boot     start firmware=1.0.0\r\n"
        + "    0.011 info  settings provisioning file imported, sealed, wiped and deleted\r\n"
        + settingsLine + "\r\n    0.013 info  tokens   none stored: a claim is needed\r\n");

    public void Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
    }

    public void WriteSettings(string name, params (string Key, string Value)[] settings) => Write(name,
        "<configuration>\n<appSettings>\n"
        + string.Concat(settings.Select(pair => $"<add key=\"{pair.Key}\" value=\"{pair.Value}\"/>\n"))
        + "</appSettings>\n</configuration>\n");

    /// <summary>Runs flash.ps1 to its end. It waits for a log that says too little: such a test gives <c>-LogSeconds</c>.</summary>
    public FlashResult Flash(params string[] switches)
    {
        int before = Calls().Count;
        using PowerShell shell = Start(switches);
        int at = Engine.Screen.Lines.All.Length;
        var results = shell.Invoke();
        return Result(Assert.Single(results)!.BaseObject, shell, at, before);
    }

    /// <summary>Runs it with an environment of the test's own.</summary>
    /// <param name="environment">All of it.</param>
    /// <param name="options">What differs from a run without parameters, as a script.</param>
    public FlashResult FlashWith(Dictionary<string, string> environment, string options = "")
    {
        string script = $$"""
            param($root, $environment, $scripts)
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            foreach ($file in [IO.Directory]::GetFiles($scripts, '*.ps1')) { . $file }
            $options = @{
                IsStub = $false; WantedPort = ''; Target = ''; Image = ''; IsSkipClr = $false; IsReset = $false; IsTest = $false
                IsMonitor = $false; IsInstall = $false; LogSeconds = '30'; IsDryRun = $false; Given = @{}; Wrong = @(); Cmdlet = $null }
            {{options}}
            Invoke-Flash (New-FlashRun $root $scripts $environment $options)
            """;
        int before = Calls().Count;
        int at = Engine.Screen.Lines.All.Length;
        using PowerShell shell = Engine.Create(script, Root, new System.Collections.Hashtable(environment), Path.Combine(AppContext.BaseDirectory, "repository", "build", "flash"));
        return Result(Assert.Single(shell.Invoke())!.BaseObject, shell, at, before);
    }

    /// <summary>Puts a script in the place of the SDK. It writes down its arguments first.</summary>
    public void Dotnet(string script)
    {
        Write("sdk/dotnet", "#!/bin/sh\necho \"$@\" >> \"$(dirname \"$0\")/calls\"\n" + script + "\n");
        Write("sdk/dotnet.cmd", "@sh \"%~dp0dotnet\" %*\r\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("sdk/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>What the SDK was called with, a line for each call.</summary>
    public string DotnetCalls() => File.Exists(PathOf("sdk/calls")) ? File.ReadAllText(PathOf("sdk/calls")).TrimEnd() : "";

    /// <summary>Runs it with the SDK that <see cref="Dotnet"/> has put there.</summary>
    public FlashResult FlashBuilding(string options = "") => FlashWith(new() { ["PATH"] = PathOf("sdk") }, options);

    /// <summary>A run that is to be stopped in the middle.</summary>
    public PowerShell Start(params string[] switches)
    {
        // As a person types it, so that PowerShell's own parser binds the parameters.
        var line = new StringBuilder("param($text, $root) $global:BenchRoot = $root; & ([scriptblock]::Create($text))");
        foreach (string text in switches.Contains("-LogSeconds") ? switches : [.. switches, "-LogSeconds", "30"])
        {
            line.Append(' ').Append(text.StartsWith('-') ? text : "'" + text.Replace("'", "''") + "'");
        }

        return Engine.Create(line.ToString(), s_script.Value, Root);
    }

    /// <summary>Waits until nanoff hangs, as it was told to.</summary>
    public async Task HangsAsync()
    {
        using var deadline = new CancellationTokenSource(Soon.Wait);
        while (!File.Exists(PathOf(".teddy/tools/fake/pid")))
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    public IReadOnlyList<FlashCall> Calls() =>
        [.. Directory.GetDirectories(PathOf(".teddy/tools/fake/calls")).Order(StringComparer.Ordinal).Select(folder => new FlashCall(folder))];

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Dispose();
    }

    private FlashResult Result(object code, PowerShell shell, int outputStart, int callsBefore)
    {
        Assert.Equal("", string.Join("\n", shell.Streams.Error));
        string output = Engine.Screen.Lines.All[outputStart..];
        return new FlashResult((int)code, output, [.. Calls().Skip(callsBefore)]);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
