using System.Net.WebSockets;
using TeddyFirmware.Platform;

namespace VirtualDevice.Platform;

/// <summary>Why an upgrade came to nothing, in the seam's words.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Status">The HTTP status; 0 where none was read.</param>
/// <param name="RetryAfter">The header as it came; null where there is none.</param>
/// <param name="ErrorClass">The class name of the innermost exception.</param>
internal sealed record UpgradeFailure(OpenFailure Reason, int Status, string? RetryAfter, string ErrorClass)
{
    private const int SwitchingProtocols = 101;

    /// <summary>Judges what the library threw.</summary>
    public static UpgradeFailure Of(ClientWebSocket socket, Exception problem, bool isTimedOut)
    {
        int status = (int)socket.HttpStatusCode;
        IEnumerable<string>? retryAfter = null;
        socket.HttpResponseHeaders?.TryGetValue("Retry-After", out retryAfter);
        OpenFailure reason = status is not 0 and not SwitchingProtocols ? OpenFailure.HttpStatus
            : isTimedOut ? OpenFailure.TimedOut
            : status == SwitchingProtocols ? OpenFailure.BadUpgrade
            : Judge(problem);
        return new UpgradeFailure(
            reason, status, retryAfter is null ? null : string.Join(", ", retryAfter), problem.GetBaseException().GetType().Name);
    }

    /// <summary>Judges an answer that the library took: null where it may stand.</summary>
    /// <remarks>We ask for no extension, and .NET does not look whether one was given (RFC 6455, 4.1, step 5).</remarks>
    public static UpgradeFailure? OfAccepted(ClientWebSocket socket) =>
        socket.HttpResponseHeaders?.ContainsKey("Sec-WebSocket-Extensions") == true
            ? new UpgradeFailure(OpenFailure.BadUpgrade, SwitchingProtocols, null, "UnwantedExtension")
            : null;

    private static OpenFailure Judge(Exception? problem) => problem switch
    {
        null => OpenFailure.Unreachable,
        UriFormatException or ArgumentException => OpenFailure.BadUpgrade,
        HttpRequestException request => request.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => OpenFailure.TlsRefused,
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => OpenFailure.BadUpgrade,
            _ => OpenFailure.Unreachable,
        },
        _ => Judge(problem.InnerException),
    };
}
