using System.Text;
using TeddyFirmware.Claiming;
using TeddyFirmware.Tokens;

namespace VirtualDevice.Doctor.Checks;

/// <summary>
/// The claim. A dry one is an empty object: a server of the contract refuses it as malformed before it looks at anything else
/// (section 2.1), so no nonce is spent, and nothing of the device is told. The control is a path that cannot exist, because a
/// firewall may refuse everything so. A real claim only where somebody asked for it.
/// </summary>
internal sealed class ClaimCheck : IDoctorCheck
{
    private static readonly byte[] s_empty = Encoding.UTF8.GetBytes("{}");

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        string path = context.Config["claim.path"];
        HttpExchange empty = await PostCompletion.PostAsync(context, path, s_empty, stop);
        Finding dry = JudgeDry(context, empty);
        if (dry.Mark == Mark.Ok && !context.IsClaimReal)
        {
            HttpExchange control = await PostCompletion.PostAsync(context, $"{path}-{context.Nonsense}", s_empty, stop);
            return [control.Status == empty.Status ? CannotTell(path, empty.Status) : dry];
        }

        if (!context.IsClaimReal || dry.Mark == Mark.Fail)
        {
            return [dry];
        }

        if (context.Device is not { } device)
        {
            return [dry, Finding.Skip("no real claim: secret or child of this device are not known here")];
        }

        var platform = new ClaimPlatform(context.Time);
        byte[] nonce = new NonceSource(platform, device.OobSecret).Next();
        byte[] body = ClaimRequest.Build(platform, device, nonce, new DeviceOptions().FirmwareVersion);
        HttpExchange answer = await PostCompletion.PostAsync(context, device.ClaimPath, body, stop);
        Finding real = JudgeReal(answer);
        context.AccessToken = real.Mark == Mark.Ok ? TokenAnswer.Read(answer, needsRefresh: true)?.Access : null;
        answer.Forget();
        return [dry, real];
    }

    private static Finding CannotTell(string path, int status) => Finding.Warn(
        $"an empty claim to {path} gets {status}, and so does one to a path that cannot exist: whether claim.path is right cannot be told",
        "--claim tells: it claims for real; or look for the claim in the server's own log");

    private static Finding JudgeDry(DoctorContext context, HttpExchange answer)
    {
        string path = context.Config["claim.path"];
        string what = $"an empty claim to {path} gets {answer.Status}";
        return answer.Status switch
        {
            0 => NoAnswer(answer),
            400 or 422 => Finding.Ok($"{what}: refused as malformed, as it should be; no nonce spent"),
            404 or 405 => Finding.Fail($"{what}: the claim is not there", "compare claim.path and the server's URL with the server's documentation"),
            429 or 503 => Finding.Warn($"{what}: not now", "wait a minute, and ask again"),
            401 or 403 => Finding.Warn($"{what}: something before the claim wants to know who asks", "let claims through without a login: a device has none yet"),
            >= 300 and < 400 => Finding.Fail($"{what}: sent elsewhere, where no device follows", "set server.url and claim.path to where the server sends us"),
            >= 500 => Finding.Fail($"{what}: the server fails on it", "look at the server's own log"),
            _ => Finding.Fail($"{what}, where 422 was to be expected: this is no server of the contract", "check the server's URL and claim.path"),
        };
    }

    private static Finding JudgeReal(HttpExchange answer)
    {
        string what = $"the real claim gets {answer.Status}";
        return answer.Status == 0 ? NoAnswer(answer) : ClaimPolicy.Judge(answer.Outcome, answer.Status) switch
        {
            ClaimVerdict.Accepted => TokenAnswer.Read(answer, needsRefresh: true) is null
                ? Finding.Fail($"{what}, and an answer without tokens", "compare the answer with section 2.1 of the contract")
                : Finding.Ok($"{what}, with tokens, which are thrown away after this run"),
            ClaimVerdict.WrongSecret => Finding.Fail($"{what}: the server knows another secret", "register this device's secret; or try claim.nonce=text, for an older server"),
            ClaimVerdict.Disabled => Finding.Fail($"{what}: disabled", "enable the device on the server"),
            ClaimVerdict.Unregistered => Finding.Fail($"{what}: device or child not registered", "register both on the server, with just these ids"),
            ClaimVerdict.Later => Finding.Warn($"{what}: not now", "wait a minute, and ask again"),
            ClaimVerdict.Misconfigured => Finding.Fail($"{what}: malformed", "check device.id, child.id and claim.path"),
            _ => Finding.Fail(what, "look at the server's own log"),
        };
    }

    private static Finding NoAnswer(HttpExchange answer) =>
        Finding.Fail($"no answer to a claim: {answer.Outcome}", "look at the server's own log");
}
