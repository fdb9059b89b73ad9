namespace Benchmarks.Support;

/// <summary>Files that cost no more than a copy.</summary>
internal sealed class FilesInMemory : IFlash
{
    private readonly Dictionary<string, byte[]> _files = [];

    public byte[]? Read(string name, int maxLength) =>
        _files.TryGetValue(name, out byte[]? content) && content.Length <= maxLength ? [.. content] : null;

    public void Write(string name, byte[] content) => _files[name] = [.. content];

    public void Delete(string name) => _files.Remove(name);

    public bool Exists(string name) => _files.ContainsKey(name);

    public string[] List() => [.. _files.Keys];
}
