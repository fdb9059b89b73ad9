using System.Text;

namespace System.IO.Ports;

/// <summary>
/// Stands for the type of the same name, which comes with PowerShell and not with its engine: flash.ps1 finds this one. A port is
/// the path of a file; what the board says after a reset is in the file of that name with ".log".
/// </summary>
public sealed class SerialPort : IDisposable
{
    private bool _isInReset;
    private int _position;

    /// <summary>The path that stands for the port.</summary>
    public string PortName { get; set; } = "COM1";

    /// <summary>Must be the console's speed.</summary>
    public int BaudRate { get; set; }

    /// <summary>Not used: the file is UTF-8.</summary>
    public Encoding Encoding { get; set; } = Encoding.ASCII;

    /// <summary>True holds BOOT down: with a reset the board would then start its bootloader.</summary>
    public bool DtrEnable { get; set; }

    /// <summary>True holds the chip in reset; it starts when it is let go.</summary>
    public bool RtsEnable
    {
        get => _isInReset;
        set
        {
            if (_isInReset && !value && !DtrEnable && IsOpen)
            {
                _position = 0;
            }

            _isInReset = value;
        }
    }

    /// <summary>True between <see cref="Open"/> and <see cref="Dispose"/>.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Fails where another program has the port.</summary>
    public void Open()
    {
        if (File.Exists(PortName + ".busy"))
        {
            throw new UnauthorizedAccessException($"Access to the path '{PortName}' is denied.");
        }

        IsOpen = true;
        _position = int.MaxValue;
    }

    /// <summary>Forgets what has come.</summary>
    public void DiscardInBuffer()
    {
    }

    /// <summary>What has come since the last call. A few letters at a time, as from a wire.</summary>
    public string ReadExisting()
    {
        if (!IsOpen || BaudRate != 921_600 || _isInReset || _position == int.MaxValue)
        {
            return "";
        }

        string log = File.ReadAllText(PortName + ".log");
        string part = log.Substring(_position, Math.Min(37, log.Length - _position));
        _position += part.Length;
        return part;
    }

    /// <summary>Closes the port.</summary>
    public void Dispose() => IsOpen = false;
}
