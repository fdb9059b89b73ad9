namespace Benchmarks.Soak;

/// <summary>The access point, and the clock that is set by way of it.</summary>
internal sealed class SoakLink(SoakTime time, SoakDice dice, SoakConditions conditions) : INetwork
{
    private const int MaxJoinMs = 8000;
    private bool _hasJoined;
    private int _joining;

    /// <inheritdoc />
    public bool IsUp => _hasJoined && !conditions.IsLinkDown;

    /// <inheritdoc />
    public void Begin() => Join(++_joining);

    /// <inheritdoc />
    public void Renew()
    {
        _hasJoined = false;
        Join(++_joining);
    }

    /// <inheritdoc />
    public byte[] GetMacAddress() => [0x24, 0x0A, 0xC4, 0x00, 0x00, 0x01];

    /// <inheritdoc />
    public string? GetWifi() => null;

    private void Join(int number)
    {
        if (!_hasJoined)
        {
            time.After(dice.Between(500, MaxJoinMs), () => _hasJoined |= number == _joining && !conditions.IsLinkDown);
        }
    }
}
