namespace VirtualDevice.Screen;

/// <summary>Puts lines where a person or a file takes them. Called by one thread at a time.</summary>
internal interface ILineWriter
{
    /// <summary>Writes one line.</summary>
    void Write(LogLine line);
}
