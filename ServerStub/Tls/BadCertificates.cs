using System.Security.Cryptography.X509Certificates;

namespace ServerStub.Tls;

/// <summary>Certificates that a device must refuse (contract section 5), each for one reason only.</summary>
internal static class BadCertificates
{
    private const string OtherHost = "other-host.invalid";
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>Makes one.</summary>
    /// <param name="kind">What is wrong with it: a <see cref="StepDo"/> at <see cref="StepAt.Tls"/>.</param>
    /// <param name="authority">The stub's authority, with its key.</param>
    /// <param name="now">Now, for certificates.</param>
    public static X509Certificate2 Create(string kind, X509Certificate2 authority, DateTimeOffset now)
    {
        IReadOnlySet<string> names = CertificateNames.OfThisMachine([]);
        switch (kind)
        {
            case StepDo.WrongHost:
                return CertificateFactory.CreateServer(authority, [OtherHost], now);
            case StepDo.Expired:
                return CertificateFactory.CreateServer(authority, names, authority.NotBefore.ToUniversalTime(), now - s_hour);
            case StepDo.NotYetValid:
                return CertificateFactory.CreateServer(authority, names, now + s_day, now + s_day + s_day);
            case StepDo.Foreign:
                using (X509Certificate2 foreign = CertificateFactory.CreateAuthority(now))
                {
                    return CertificateFactory.CreateServer(foreign, names, now);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }
}
