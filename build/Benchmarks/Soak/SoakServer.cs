using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeddyFirmware.Tests.Support;

namespace Benchmarks.Soak;

/// <summary>
/// The server of contract sections 2 to 4 without a network: nonces are spent once, MACs are checked, tokens expire, a refresh
/// token is good for one refresh, and using it again revokes everything.
/// </summary>
internal sealed class SoakServer(SoakTime time, SoakDice dice, SoakConditions conditions, SoakRules rules)
{
    /// <summary>A refused token is told by closing with this code; any other refusal by its HTTP status.</summary>
    public const int AcceptThenRefuse = 1008;

    private const long AccessSeconds = 3600;
    private const long RefreshSeconds = 7 * 24 * 3600;
    private const long NonceSeconds = 24 * 3600;
    private const int SwitchingProtocols = 101;

    private readonly Dictionary<string, long> _nonces = [];
    private readonly Dictionary<string, long> _access = [];
    private readonly Dictionary<string, long> _refresh = [];
    private readonly HashSet<string> _spent = [];
    private readonly bool _refusesUpgrade = dice.Percent(50);
    private readonly bool _rotates = dice.Percent(50);
    private int _tokenNumber;

    /// <summary>The right time.</summary>
    public long UtcSeconds => FakeClock.StartUtcSeconds + (time.NowMs / 1000);

    /// <summary>Takes a claim.</summary>
    public SoakAnswer Claim(byte[] body)
    {
        if (conditions.ClaimStatus != 0)
        {
            return SoakAnswer.Refusal(conditions.ClaimStatus, conditions.RetryAfter);
        }

        using JsonDocument claim = JsonDocument.Parse(body);
        string nonce = claim.RootElement.GetProperty("nonce").GetString()!;
        Prune(_nonces);
        if (!_nonces.TryAdd(nonce, UtcSeconds + NonceSeconds))
        {
            rules.Break("a nonce was sent twice");
            return SoakAnswer.Refusal(409);
        }

        return conditions.IsUnregistered ? SoakAnswer.Refusal(404)
            : conditions.IsDisabled ? SoakAnswer.Refusal(403)
            : !IsMacRight(nonce, claim.RootElement.GetProperty("hmac_hex").GetString()!) ? SoakAnswer.Refusal(401)
            : new SoakAnswer(200, TestToken.Answer(Issue(_access, AccessSeconds), Issue(_refresh, RefreshSeconds)));
    }

    /// <summary>Takes a refresh.</summary>
    public SoakAnswer Refresh(byte[] body)
    {
        if (conditions.RefreshStatus != 0)
        {
            return SoakAnswer.Refusal(conditions.RefreshStatus, conditions.RetryAfter);
        }

        using JsonDocument refresh = JsonDocument.Parse(body);
        string token = refresh.RootElement.GetProperty("refresh_token").GetString()!;
        Prune(_refresh);
        if (_spent.Contains(token))
        {
            Revoke();
        }

        if (conditions.IsDisabled || conditions.IsUnregistered || !_refresh.ContainsKey(token))
        {
            return SoakAnswer.Refusal(401);
        }

        string access = Issue(_access, AccessSeconds);
        if (!_rotates)
        {
            return new SoakAnswer(200, $$"""{"access_token":"{{access}}","token_type":"Bearer","expires_in":{{AccessSeconds}}}""");
        }

        _refresh.Remove(token);
        _spent.Add(token);
        return new SoakAnswer(200, TestToken.Answer(access, Issue(_refresh, RefreshSeconds)));
    }

    /// <summary>Takes an upgrade.</summary>
    /// <returns>An HTTP status, or <see cref="AcceptThenRefuse"/>.</returns>
    public SoakAnswer Upgrade(string url)
    {
        if (conditions.UpgradeStatus != 0)
        {
            return SoakAnswer.Refusal(conditions.UpgradeStatus, conditions.RetryAfter);
        }

        var address = new Uri(url);
        rules.Require(address.AbsolutePath.EndsWith("/" + CheckVector.DeviceId, StringComparison.Ordinal), "the path names another device");
        string token = Uri.UnescapeDataString(address.Query["?token=".Length..]);
        Prune(_access);
        int status = conditions.IsUnregistered ? 404
            : conditions.IsDisabled ? 403
            : _access.ContainsKey(token) ? SwitchingProtocols
            : _refusesUpgrade ? 403 : AcceptThenRefuse;
        return new SoakAnswer(status, "");
    }

    /// <summary>No token that was issued so far is good any more.</summary>
    public void Revoke()
    {
        _access.Clear();
        _refresh.Clear();
        _spent.Clear();
    }

    // Each one another, so that a token that comes back is known; marked, so that one in a log is noticed.
    private string Issue(Dictionary<string, long> tokens, long lifetimeSeconds)
    {
        long expiry = UtcSeconds + lifetimeSeconds;
        string token = TestToken.OfPayload(
            $$"""{"device_id":"{{CheckVector.DeviceId}}","session_id":"{{++_tokenNumber}}","iat":{{UtcSeconds}},"exp":{{expiry}}}""");
        tokens.Add(token, expiry);
        return token;
    }

    private void Prune(Dictionary<string, long> entries)
    {
        foreach ((string key, long expiry) in entries)
        {
            if (expiry <= UtcSeconds)
            {
                entries.Remove(key);
            }
        }

        // A family of tokens is as old as its claim; one that is long forgotten is refused as unknown.
        if (_spent.Count > 1000)
        {
            _spent.Clear();
        }
    }

    private static bool IsMacRight(string nonce, string mac)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(CheckVector.DeviceId + CheckVector.ChildId), .. Convert.FromHexString(nonce)];
        byte[] right = HMACSHA256.HashData(Convert.FromHexString(CheckVector.Secret), message);
        return Convert.ToHexStringLower(right) == mac;
    }
}
