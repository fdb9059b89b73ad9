using TeddyFirmware.Storage;

namespace VirtualDevice.Platform;

/// <summary>Flash as files in a folder.</summary>
/// <remarks>
/// A file is written in place, as on the board, and not by way of a second file and a rename: a torn write is what the
/// core's two slots are there for, and here they get the same chance to be wrong. .NET cannot flush a folder, so after
/// a power cut a file that was made just before may be missing on a PC; to the core that is an older content.
/// </remarks>
public sealed class FolderFlash : IFlash
{
    private readonly string _folder;

    /// <summary>Uses a folder, and makes it where it is missing.</summary>
    /// <param name="folder">The folder.</param>
    public FolderFlash(string folder)
    {
        _folder = Path.GetFullPath(folder);
        OwnerOnly.CreateFolder(_folder);
    }

    /// <inheritdoc />
    public byte[]? Read(string name, int maxLength)
    {
        var file = new FileInfo(PathOf(name));
        if (!file.Exists)
        {
            return null;
        }

        using FileStream stream = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length is 0 || stream.Length > maxLength)
        {
            return null;
        }

        byte[] content = new byte[(int)stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <inheritdoc />
    public void Write(string name, byte[] content)
    {
        ArgumentOutOfRangeException.ThrowIfZero(content.Length);
        OwnerOnly.WriteFile(PathOf(name), content);
    }

    /// <inheritdoc />
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc />
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <inheritdoc />
    public string[] List() => [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Where(FlashFiles.IsName)];

    private string PathOf(string name) => FlashFiles.IsName(name)
        ? Path.Combine(_folder, name)
        : throw new ArgumentException("A name is 1 to 40 characters of a-z 0-9 . _ - and no folder.", nameof(name));
}
