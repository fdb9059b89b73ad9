using Microsoft.Extensions.Primitives;
using ServerStub.Tls;

namespace ServerStub.Control;

/// <summary>
/// Who may use the control API. Three locks: the place or the key; the name under which the stub was called, against DNS
/// rebinding; and the page that calls, against a page of somebody else that is open in the same browser.
/// </summary>
internal sealed class ControlGuard(StubOptions options)
{
    private const string Bearer = "Bearer ";
    private readonly IReadOnlySet<string> _names = CertificateNames.OfThisMachine(options.CertificateNames);
    private readonly byte[]? _keyHash = options.ControlKey is { } key ? Hash(key) : null;

    /// <summary>An endpoint filter's work: the refusal, or null.</summary>
    public ControlException? Refuse(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!_names.Contains(request.Host.Host.Trim('[', ']')))
        {
            return Forbidden("Host must be a name of this machine, such as localhost.");
        }

        if (!IsSameOrigin(request))
        {
            return Forbidden("Only the stub's own page may call this from a browser.");
        }

        if (KeyOf(request) is { } key)
        {
            return IsRight(key) ? null : new ControlException(StatusCodes.Status401Unauthorized, "The key is wrong.");
        }

        return IsFromThisMachine(context) ? null
            : Forbidden("From another machine a key is needed: set stub.controlKey, and send it as X-Control-Key.");
    }

    private static bool IsSameOrigin(HttpRequest request)
    {
        StringValues origin = request.Headers.Origin;
        if (origin.Count > 0 && !string.Equals(origin, $"https://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        StringValues site = request.Headers["Sec-Fetch-Site"];
        return site.Count == 0 || site == "same-origin" || site == "none";
    }

    // A proxy on this machine speaks for somebody else: who that is, it says in these headers.
    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue("X-Control-Key", out StringValues key))
        {
            return key.ToString();
        }

        string authorization = request.Headers.Authorization.ToString();
        return authorization.Length == 0 ? null
            : authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..] : "";
    }

    // The hashes and not the keys: FixedTimeEquals takes its time from the length, and that would be the key's.
    private bool IsRight(string key) => _keyHash is not null && CryptographicOperations.FixedTimeEquals(Hash(key), _keyHash);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static ControlException Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);
}
