namespace ServerStub.Tokens;

/// <summary>
/// Which refresh token of a family is the last one. A spent one that comes back means that two parties hold it, so the
/// whole family ends (RFC 9700, 4.14.2). Kept in memory: after a restart every unexpired token counts as the last one.
/// </summary>
internal sealed class RefreshRotation(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Family> _families = [];
    private readonly PriorityQueue<string, DateTimeOffset> _expiries = new();

    /// <summary>Spends a token; <paramref name="nextSessionId"/> becomes the last one of its family.</summary>
    /// <returns>False where the token was spent before, or its family has ended.</returns>
    public bool TrySpend(TokenClaims spent, string nextSessionId, DateTimeOffset nextExpires)
    {
        lock (_gate)
        {
            ForgetExpired();
            if (!_families.TryGetValue(spent.SessionId, out Family? family))
            {
                family = new Family { LastSessionId = spent.SessionId };
                Add(spent.SessionId, family, spent.Expires);
            }

            if (family.LastSessionId != spent.SessionId)
            {
                family.LastSessionId = null;
                return false;
            }

            family.LastSessionId = nextSessionId;
            Add(nextSessionId, family, nextExpires);
            return true;
        }
    }

    private void Add(string sessionId, Family family, DateTimeOffset expires)
    {
        _families[sessionId] = family;
        _expiries.Enqueue(sessionId, expires);
    }

    private void ForgetExpired()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_expiries.TryPeek(out string? sessionId, out DateTimeOffset expires) && expires < now)
        {
            _expiries.Dequeue();
            _families.Remove(sessionId);
        }
    }

    private sealed class Family
    {
        /// <summary>Null once the family has ended.</summary>
        public string? LastSessionId { get; set; }
    }
}
