using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace VirtualDevice.Doctor.Checks;

/// <summary>The server's certificate, checked as the device does: chain against the bundle alone, dates, host name.</summary>
internal sealed class CertificateCheck : IDoctorCheck
{
    // Authorities that renew by themselves do it a month ahead: with less than half of that left, it has not worked.
    private const int FewDays = 14;

    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <inheritdoc />
    public async Task<Finding[]> RunAsync(DoctorContext context, CancellationToken stop)
    {
        try
        {
            context.Handshake = await Handshake.RunAsync(context, change: null, stop);
        }
        catch (TimeoutException)
        {
            return [Finding.Fail(
                $"{context.Target.Authority} takes the connection and says nothing",
                "check that the port is that of an HTTPS server; a device gives it 5 s, and tries the next address")];
        }

        DateTimeOffset now = context.Time.GetUtcNow();
        return context.Handshake switch
        {
            { IsDone: true } handshake => Praise(handshake, now),
            { Errors: not SslPolicyErrors.None } handshake => [.. Blame(handshake, context.Target.Url.Host, now)],
            _ => [Finding.Fail(
                $"{context.Target.Authority} breaks off the handshake",
                "check that the port is that of an HTTPS server, and that it accepts TLS 1.2 or 1.3")],
        };
    }

    private static Finding[] Praise(Handshake handshake, DateTimeOffset now)
    {
        CertificateFacts root = handshake.Chain[^1];
        int serverDays = handshake.Chain[0].DaysLeft(now);
        int rootDays = root.DaysLeft(now);
        string version = handshake.Protocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2";
        string text = $"{version}, name fits, chain ends at \"{root.Name}\"; days left: certificate {serverDays}, root {rootDays}";
        return serverDays < FewDays ? [Finding.Warn(text, "renew the server's certificate")]
            : rootDays < BundleCheck.FewDays ? [Finding.Warn(text, "add the root's successor to the bundle, and flash the boards")]
            : [Finding.Ok(text)];
    }

    private static IEnumerable<Finding> Blame(Handshake handshake, string host, DateTimeOffset now)
    {
        if (handshake.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            yield return Finding.Fail("the server shows no certificate", "give it one, and its chain");
            yield break;
        }

        X509ChainStatusFlags status = handshake.ChainStatus;
        if ((status & Untrusted) != 0)
        {
            yield return Finding.Fail(
                $"the chain, which ends at \"{handshake.Chain[^1].Name}\", is of no authority in the bundle, or lacks a link",
                "name the bundle with the server's authority (--ca, server.caFile); and let the server send its intermediate certificates, too");
        }

        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            yield return OutOfDate(handshake.Chain.FirstOrDefault(link => link.NotAfter < now || link.NotBefore > now) ?? handshake.Chain[0], now);
        }

        if (handshake.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            yield return Finding.Fail(
                $"the certificate is not for {host}, but for {(handshake.Names.Count == 0 ? "no name at all" : string.Join(", ", handshake.Names))}",
                "use a URL with one of these names, or give the server a certificate for this one");
        }

        if (handshake.Chain[0].Purposes is { } purposes && !handshake.Chain[0].IsForServers)
        {
            yield return Finding.Fail(
                $"the certificate's extended key usage is {(purposes.Length == 0 ? "empty" : string.Join(", ", purposes))}: not for TLS servers",
                "get a certificate with the extended key usage serverAuth, or with none");
            status &= ~X509ChainStatusFlags.NotValidForUsage;
        }

        X509ChainStatusFlags rest = status & ~(Untrusted | X509ChainStatusFlags.NotTimeValid);
        if (rest != X509ChainStatusFlags.NoError)
        {
            yield return Finding.Fail($"the chain is refused: {rest}", "give the server a certificate for TLS servers, of an authority that may sign it");
        }
    }

    private static Finding OutOfDate(CertificateFacts link, DateTimeOffset now) => link.NotAfter < now
        ? Finding.Fail(
            $"\"{link.Name}\" expired on {link.NotAfter:yyyy-MM-dd}; this machine's clock says {now:yyyy-MM-dd}",
            "renew the certificate; or set this machine's clock, if that is what is wrong")
        : Finding.Fail(
            $"\"{link.Name}\" is good from {link.NotBefore:yyyy-MM-dd} on; this machine's clock says {now:yyyy-MM-dd}",
            "set this machine's clock; or wait, if that is right");
}
