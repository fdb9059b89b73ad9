using System.Globalization;

namespace VirtualDevice.Running;

/// <summary>One process for a board's folder: two devices on one flash would overwrite and throw out each other without end.</summary>
internal sealed class BoardLock : IDisposable
{
    private const string LockName = "lock";

    // Apart, because a locked file cannot be read everywhere.
    private const string HolderName = "lock.pid";

    private readonly FileStream _lock;

    private BoardLock(FileStream file) => _lock = file;

    /// <summary>Takes the folder, which is made where it is missing. The system gives it back, however the process ends.</summary>
    /// <exception cref="SettingsException">Another process has it.</exception>
    public static BoardLock Take(string boardFolder)
    {
        OwnerOnly.CreateFolder(boardFolder);
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(boardFolder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (IsTaken(problem.HResult, OperatingSystem.IsWindows()))
        {
            throw new SettingsException("command line", 0, "--data",
                $"the device in this folder is run by {Holder(boardFolder)}; end that one, or give this one a folder of its own");
        }

        OwnerOnly.WriteFile(Path.Combine(boardFolder, HolderName), System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return new BoardLock(file);
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    /// <summary>Tells whether a lock was refused because another has it, and not because the disk is full or read-only.</summary>
    /// <param name="code">The exception's code: an errno, or a code of Windows.</param>
    /// <param name="isWindows">Which of the two.</param>
    internal static bool IsTaken(int code, bool isWindows) => isWindows
        ? (code & 0xFFFF) is 32 or 33 // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        : code is 11 or 35; // EWOULDBLOCK of Linux and of macOS

    private static string Holder(string boardFolder)
    {
        string path = Path.Combine(boardFolder, HolderName);
        return File.Exists(path) && int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            ? string.Create(CultureInfo.InvariantCulture, $"process {process}")
            : "another process";
    }
}
