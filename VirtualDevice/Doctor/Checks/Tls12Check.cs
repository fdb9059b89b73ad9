using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using TeddyFirmware.Dialing;

namespace VirtualDevice.Doctor.Checks;

/// <summary>A handshake as a board does it: TLS 1.2 and nothing else (contract, section 5), with the cipher suites of its Mbed TLS.</summary>
/// <remarks>
/// What the server agrees to is read from its answer to the firmware's own ClientHello, whatever TLS this machine has. Whether it
/// keeps to it is shown by this machine's handshake, with the same suites where the system lets us choose them.
/// </remarks>
internal sealed class Tls12Check : IDoctorCheck
{
    private const int ProtocolVersion = 70; // RFC 5246, 7.2.2

    private const int HandshakeFailure = 40;

    /// <summary>Whether a suite takes its keys from ECDHE.</summary>
    public static bool IsEphemeral(TlsCipherSuite suite) => suite.ToString().StartsWith("TLS_ECDHE_", StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        FirstFlight flight = context.Peer.Flight!;
        if (context.Peer.Answer != PeerAnswer.Answered || flight.Alert >= 0 || flight.Suite == 0)
        {
            return [Refused(context, $"a board's ClientHello of TLS 1.2 gets {Word(context.Peer)}")];
        }

        var suite = (TlsCipherSuite)flight.Suite;
        string what = $"TLS 1.2 with {suite}";
        try
        {
            Handshake handshake = await Handshake.RunAsync(context, BoardTls.Limit, stop);
            context.BoardHandshake = handshake.IsDone ? handshake : null;
        }
        catch (TimeoutException)
        {
            // Agreed to, and then silence.
        }

        return [Judge(context, what, suite)];
    }

    // OpenSSL, at either end, has no suite of TLS 1.2 for an ECDSA certificate that may not sign; TLS 1.3 does not look.
    private static Finding Refused(DoctorContext context, string what) => context.Handshake.Chain[0].May(X509KeyUsageFlags.DigitalSignature)
        ? Finding.Fail($"{what}: a PC gets through, a board does not", "let the server accept TLS 1.2 with ECDHE and AES-GCM, beside 1.3")
        : Finding.Warn($"{what}; no wonder, with a certificate whose keyUsage forbids signing", "mend what the line \"board\" says first");

    private static Finding Judge(DoctorContext context, string what, TlsCipherSuite suite) =>
        context.BoardHandshake is null
            ? Refused(context, $"the server agrees to {what}, and the handshake breaks off")
        : IsEphemeral(suite)
            ? Finding.Ok($"{what}, as a board offers it")
            : Finding.Warn($"{what}: who has the server's key can read all that was ever recorded", "let the server prefer ECDHE with AES-GCM");

    private static string Word(PeerLook look) => look.Flight!.Alert switch
    {
        HandshakeFailure => "the alert handshake_failure: no suite in common",
        ProtocolVersion => "the alert protocol_version: no TLS 1.2",
        >= 0 and var alert => $"the alert {alert}",
        _ when look.Answer != PeerAnswer.Answered => $"no answer ({PeerWord.Of(look.Answer)})",
        _ => "no suite",
    };
}
