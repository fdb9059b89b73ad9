using ServerStub.Configuration;
using ServerStub.Deployed;

namespace ServerStub;

/// <summary>From nf.config to a stub's options.</summary>
public static class StubOptionsFromConfig
{
    /// <summary>Takes over every setting that concerns the stub.</summary>
    public static StubOptions ToStubOptions(this NfConfig config) =>
        Enum.Parse<StubProfile>(config["stub.profile"], ignoreCase: true) == StubProfile.Deployed
            ? DeployedHabits.TurnOnAll(SingleSettings(config))
            : SingleSettings(config);

    private static StubOptions SingleSettings(NfConfig config) => new()
    {
        DataFolder = config.FullPath("stub.dataFolder")!,
        Address = IPAddress.Parse(config["stub.address"]),
        Port = config.Number("stub.port"),
        DeviceId = config["device.id"],
        ChildId = config["child.id"] is { Length: > 0 } childId ? childId : null,
        DeviceSecret = config["device.secret"] is { Length: > 0 } secret ? Convert.FromHexString(secret) : null,
        ClaimPath = config["claim.path"],
        RefreshPath = config["refresh.path"],
        SessionPath = config["session.path"],
        ClaimNonce = Enum.Parse<NonceForm>(config["claim.nonce"], ignoreCase: true),
        Responses = Enum.Parse<ResponseSpelling>(config["stub.responses"], ignoreCase: true),
        AccessLifetimeSeconds = config.Number("stub.accessLifetimeSeconds"),
        RefreshLifetimeSeconds = config.Number("stub.refreshLifetimeSeconds"),
        RotateRefresh = config.Flag("stub.rotateRefresh"),
        ClaimsPerMinute = config.Number("stub.claimsPerMinute"),
        IdempotentClaimSeconds = config.Number("stub.idempotentClaimSeconds"),
        Echo = Enum.Parse<EchoStyle>(config["stub.echo"], ignoreCase: true),
        ControlKey = config["stub.controlKey"] is { Length: > 0 } key ? key : null,
        RefuseUpgrade = config.Flag("stub.refuseUpgrade"),
    };
}
