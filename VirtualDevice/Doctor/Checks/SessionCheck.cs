using TeddyFirmware.Session;
using TeddyFirmware.Wire;

namespace VirtualDevice.Doctor.Checks;

/// <summary>
/// An upgrade without a token: whoever refuses it for just that is the session's server (contract, section 4). The control is a
/// path beside it that cannot exist, because many servers refuse an upgrade anywhere with 403. After a real claim the token decides.
/// </summary>
internal sealed class SessionCheck : IDoctorCheck
{
    private const int PolicyViolation = 1008; // RFC 6455, 7.4.1

    // Whoever accepts an upgrade before looking at the token closes it at once.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        string path = context.Config["session.path"];
        string device = PercentEncoding.Encode(context.Config["device.id"]);
        string what = $"an upgrade of {path}/… without a token";
        SessionEnd end = await SessionProbe.RunAsync(context, $"{path}/{device}", settle: null, stop);
        if (context.AccessToken is { } token && !end.IsOpen)
        {
            string url = SessionUrl.Build(context.Device!, token);
            return [JudgeWithToken(await SessionProbe.RunAsync(context, new Uri(url).PathAndQuery, s_settle, stop), $"an upgrade of {path}/… with the claim's token")];
        }

        SessionEnd control = await SessionProbe.RunAsync(context, $"{path}-{context.Nonsense}/{device}", s_settle, stop);
        return [end == control && IsRefusedByName(end) ? CannotTell(end, what) : Judge(end, control, what)];
    }

    private static bool IsRefusedByName(SessionEnd end) => end.CloseCode == PolicyViolation || end.Status is 401 or 403;

    private static Finding CannotTell(SessionEnd end, string what) => Finding.Warn(
        $"{what} {Describe(end)}, and so does one of a path that cannot exist: whether session.path is right cannot be told",
        "--claim tells: it opens a session with a real token; or look for the upgrade in the server's own log");

    private static Finding JudgeWithToken(SessionEnd end, string what) => end.IsOpen
        ? Finding.Ok($"{what} is accepted")
        : Finding.Fail($"{what} {Describe(end)}", "compare session.path with the server's documentation; look at the server's own log");

    private static Finding Judge(SessionEnd end, SessionEnd control, string what) => end switch
    {
        { IsOpen: true } => Finding.Fail($"{what} is accepted for good: anybody gets in", "let the server check the token"),
        { CloseCode: PolicyViolation } or { Status: 401 or 403 } => Finding.Ok($"{what} {Describe(end)}, as it should; a path that cannot exist {Describe(control)}"),
        { CloseCode: > 0 } => Finding.Warn($"{what} {Describe(end)}, where 1008 was to be expected", "look at the server's own log"),
        { Status: 404 } => Finding.Fail(
            $"{what} gets 404: device not registered, or another path", "register the device; if it is, compare session.path with the server's documentation"),
        { Status: 429 or 503 } => Finding.Warn($"{what} {Describe(end)}: not now", "wait a minute, and ask again"),
        { Status: >= 500 } => Finding.Fail($"{what} {Describe(end)}", "look at the server's own log"),
        { Status: > 0 } => Finding.Fail(
            $"{what} {Describe(end)}: it was not taken as an upgrade", "let the proxy before the server pass on Upgrade and Connection; check session.path"),
        { Refusal: OpenFailure.BadUpgrade } => Finding.Fail($"{what} {Describe(end)}", "check that session.path leads to a WebSocket"),
        _ => Finding.Fail($"{what} {Describe(end)}", "look at the server's own log"),
    };

    private static string Describe(SessionEnd end) => end switch
    {
        { IsOpen: true } => "is accepted",
        { CloseCode: CloseCode.Abnormal } => "is closed without a close frame",
        { CloseCode: > 0 } => $"is closed with {end.CloseCode}",
        { Status: > 0 } => $"gets {end.Status}",
        { Refusal: OpenFailure.BadUpgrade } => "gets an answer that is none",
        _ => $"gets no answer: {end.Refusal}",
    };
}
