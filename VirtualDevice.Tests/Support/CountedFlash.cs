namespace VirtualDevice.Tests.Support;

/// <summary>Writes down when each write came.</summary>
internal sealed class CountedFlash(IFlash flash, IClock clock) : IFlash
{
    private readonly List<DateTimeOffset> _writesAt = [];

    public IReadOnlyList<DateTimeOffset> WritesAt => _writesAt;

    public byte[] Read(string name, int maxLength) => flash.Read(name, maxLength);

    public void Write(string name, byte[] content)
    {
        _writesAt.Add(DateTimeOffset.FromUnixTimeSeconds(clock.UtcSeconds));
        flash.Write(name, content);
    }

    public void Delete(string name) => flash.Delete(name);

    public bool Exists(string name) => flash.Exists(name);

    public string[] List() => flash.List();
}
