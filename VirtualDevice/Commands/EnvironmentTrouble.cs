using System.Net.Sockets;

namespace VirtualDevice.Commands;

/// <summary>What this machine, and neither program nor person, has refused: the cause and the fix, in place of a fault.</summary>
internal static class EnvironmentTrouble
{
    // errno(3) of Linux and macOS, as .NET passes it on in HResult, and the HRESULT of Windows.
    private const int ReadOnlyFileSystem = 30;
    private const int NoSpace = 28;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMacOS = 69;
    private const int TooManyOpenFiles = 24;
    private const int TooManyOpenFilesInSystem = 23;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    // The runtime, its libraries and the embedded stub; then both ends of a device's connection, and one to spare.
    private const int FilesOfTheProgram = 400;
    private const int FilesOfADevice = 3;

    private const string OtherFolder = "choose another with --data FOLDER";

    /// <summary>Looks whether the process may open what it will need: without that even its own libraries are "not found".</summary>
    /// <exception cref="SettingsException">It may not.</exception>
    public static void RequireOpenFiles(int devices, int? limit)
    {
        int needed = FilesOfTheProgram + (FilesOfADevice * devices);
        if (limit < needed)
        {
            throw new SettingsException("this machine", 0, "open files",
                $"{limit} are allowed, {needed} are needed for {devices} {(devices == 1 ? "device" : "devices")}; raise it with ulimit -n {needed}, or run fewer devices");
        }
    }

    /// <summary>One sentence for a person; null where it is no such thing.</summary>
    public static string? Explain(Exception problem)
    {
        for (Exception? cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (ExplainOne(cause) is { } sentence)
            {
                return "this machine: " + sentence;
            }
        }

        return null;
    }

    private static string? ExplainOne(Exception cause) => cause switch
    {
        UnauthorizedAccessException => $"the folder may not be written to; {OtherFolder}, or look whom it belongs to",
        DirectoryNotFoundException => $"the folder cannot be made; {OtherFolder}",
        IOException { HResult: ReadOnlyFileSystem } => $"the folder is on a read-only disk; {OtherFolder}",
        IOException { HResult: NoSpace or DiskFullOnWindows or QuotaOnLinux or QuotaOnMacOS } => $"the disk is full; make room, or {OtherFolder}",
        IOException { HResult: TooManyOpenFiles or TooManyOpenFilesInSystem } or SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } =>
            "too many open files; raise the limit (ulimit -n), or run fewer devices with --count",
        _ => null,
    };
}
