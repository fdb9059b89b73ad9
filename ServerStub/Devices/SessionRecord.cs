namespace ServerStub.Devices;

/// <summary>What has passed through an open session.</summary>
internal sealed record SessionRecord(DateTimeOffset Opened, string? Token)
{
    public int TextsIn { get; init; }

    public int TextsOut { get; init; }

    public long BytesIn { get; init; }

    public long BytesOut { get; init; }

    public bool Frozen { get; init; }

    public SessionRecord AfterIn(int bytes) => this with { TextsIn = TextsIn + 1, BytesIn = BytesIn + bytes };

    public SessionRecord AfterOut(int bytes) => this with { TextsOut = TextsOut + 1, BytesOut = BytesOut + bytes };
}
