using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>
/// What scripts find as System.IO.Ports.SerialPort. A port is the path of a file; what the board says after a reset is in the
/// file of that name with ".log", and what it is saying when nobody resets it in the one with ".live". With ".manual" RTS
/// leads nowhere; with ".usbser" it is passed on by the next write of DTR only, as Windows does with a USB of the chip's own.
/// </summary>
public sealed class FakeSerialPort : IDisposable
{
    private static readonly ConcurrentDictionary<Guid, FlashBench> s_benches = new();

    private string? _log;
    private string? _file;
    private int _position;
    private bool _isInReset;
    private bool _isRtsSet;
    private bool _isDtrSet;

    /// <summary>The path that stands for the port.</summary>
    public string PortName { get; set; } = "COM1";

    /// <summary>Must be the console's speed.</summary>
    public int BaudRate { get; set; }

    /// <summary>Must have room for what comes while nobody reads.</summary>
    public int ReadBufferSize { get; set; }

    /// <summary>Not used: the files are UTF-8.</summary>
    public Encoding Encoding { get; set; } = Encoding.ASCII;

    /// <summary>True holds BOOT down: with a reset the board would then start its bootloader.</summary>
    public bool DtrEnable
    {
        get => _isDtrSet;
        set
        {
            _isDtrSet = value;
            SetReset(_isRtsSet);
        }
    }

    /// <summary>True holds the chip in reset; it starts when it is let go.</summary>
    public bool RtsEnable
    {
        get => _isRtsSet;
        set
        {
            _isRtsSet = value;
            if (!File.Exists(PortName + ".usbser"))
            {
                SetReset(value);
            }
        }
    }

    /// <summary>True between <see cref="Open"/> and <see cref="Dispose"/>.</summary>
    public bool IsOpen { get; private set; }

    private static FlashBench Bench => s_benches[Runspace.DefaultRunspace.InstanceId];

    /// <summary>The ports of the machine that the script of this thread runs on.</summary>
    public static string[] GetPortNames() => Bench.Ports;

    /// <summary>Opens the port, where no other program has it and the board is plugged in.</summary>
    public void Open()
    {
        if (File.Exists(PortName + ".busy"))
        {
            throw new UnauthorizedAccessException($"Access to the port '{PortName}' is denied.");
        }

        ThrowWhereGone();
        IsOpen = true;
        _file = RtsEnable && !File.Exists(PortName + ".manual") ? null : PortName + ".live";
    }

    /// <summary>Forgets what has come.</summary>
    public void DiscardInBuffer()
    {
    }

    /// <summary>What has come since the last call. A few letters at a time, as from a wire.</summary>
    public string ReadExisting()
    {
        ThrowWhereGone();
        string text = _log is null ? _file is not null && File.Exists(_file) ? File.ReadAllText(_file) : ""
            : _log + (File.Exists(PortName + ".later") ? File.ReadAllText(PortName + ".later") : "");
        if (!IsOpen || _isInReset || (_log is not null && !Bench.Board.IsReadAt(BaudRate)))
        {
            return "";
        }

        string part = text.Substring(_position, Math.Min(37, text.Length - _position));
        _position += part.Length;
        return part;
    }

    /// <summary>Closes the port.</summary>
    public void Dispose() => IsOpen = false;

    internal static void Register(Guid runspace, FlashBench bench) => s_benches[runspace] = bench;

    private void SetReset(bool value)
    {
        if (_isInReset && !value && !DtrEnable && IsOpen && !File.Exists(PortName + ".manual"))
        {
            _log = Bench.Board.Start(File.ReadAllText(PortName + ".log"));
            _position = 0;
        }

        _isInReset = value;
    }

    private void ThrowWhereGone()
    {
        if (File.Exists(PortName + ".gone") || !(Bench.Ports.Contains(PortName) || File.Exists(PortName)))
        {
            throw new IOException($"The port '{PortName}' is gone.");
        }
    }
}
