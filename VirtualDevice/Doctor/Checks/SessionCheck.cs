using TeddyFirmware.Platform;
using TeddyFirmware.Session;
using TeddyFirmware.Wire;

namespace VirtualDevice.Doctor.Checks;

/// <summary>An upgrade without a token: whoever refuses it for just that is the session's server (contract, section 4).</summary>
internal sealed class SessionCheck : IDoctorCheck
{
    private const int PolicyViolation = 1008; // RFC 6455, 7.4.1

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        string path = context.Config["session.path"] + "/";
        SessionEnd end = await SessionProbe.RunAsync(context, path + PercentEncoding.Encode(context.Config["device.id"]), stop);
        return [Judge(end, $"an upgrade of {path}… without a token")];
    }

    private static Finding Judge(SessionEnd end, string what) => end switch
    {
        { IsOpen: true } => Finding.Fail($"{what} is accepted for good: anybody gets in", "let the server check the token"),
        { CloseCode: PolicyViolation } => Finding.Ok($"{what} is closed with 1008, as it should be"),
        { CloseCode: > 0 } => Finding.Warn(
            $"{what} is closed with {Code(end.CloseCode)}, where 1008 was to be expected", "look at the server's own log"),
        { Status: 401 or 403 } => Finding.Ok($"{what} gets {end.Status}, as it should be"),
        { Status: 404 } => Finding.Fail(
            $"{what} gets 404: device not registered, or another path", "register the device; if it is, compare session.path with the server's documentation"),
        { Status: 429 or 503 } => Finding.Warn($"{what} gets {end.Status}: not now", "wait a minute, and ask again"),
        { Status: >= 500 } => Finding.Fail($"{what} gets {end.Status}", "look at the server's own log"),
        { Status: > 0 } => Finding.Fail(
            $"{what} gets {end.Status}: it was not taken as an upgrade", "let the proxy before the server pass on Upgrade and Connection; check session.path"),
        { Refusal: OpenFailure.BadUpgrade } => Finding.Fail($"{what} gets an answer that is none", "check that session.path leads to a WebSocket"),
        _ => Finding.Fail($"{what} gets no answer: {end.Refusal}", "look at the server's own log"),
    };

    private static string Code(int code) => code == CloseCode.Abnormal ? "no close frame" : code.ToString();
}
