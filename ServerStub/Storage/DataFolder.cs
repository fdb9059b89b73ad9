using ServerStub.Configuration;

namespace ServerStub.Storage;

/// <summary>The folder of what the stub makes and keeps. Files are replaced whole and are readable by the owner only.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;
    private static readonly TimeSpan s_lockDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lockRetryDelay = TimeSpan.FromMilliseconds(20);

    public DataFolder(string path)
    {
        FullPath = Path.GetFullPath(path);
        try
        {
            Create(FullPath);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable();
        }
    }

    public string FullPath { get; }

    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>
    /// Keeps other stubs of this folder out while files are looked at and made: two may start at the same moment.
    /// </summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_lockDeadline);
        while (true)
        {
            try
            {
                return Open(PathOf("lock"), FileMode.OpenOrCreate);
            }
            catch (IOException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(s_lockRetryDelay, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw Unusable();
            }
        }
    }

    /// <summary>Writes a file so that a reader, or the next start after a power cut, sees the old or the new one whole.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        string temporary = PathOf(name + ".tmp");
        File.Delete(temporary);
        using (FileStream stream = Open(temporary, FileMode.CreateNew))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, PathOf(name), overwrite: true);
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows: the folder inherits the access list of the user's own tree; there are no mode bits to set.
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnlyFolder);
        }
    }

    private static SettingsException Unusable() =>
        new("settings", 0, "stub.dataFolder", "cannot be used; choose a folder that you may write to and that no other program holds");

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnlyFile;
        }

        return new FileStream(path, options);
    }
}
