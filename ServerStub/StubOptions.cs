namespace ServerStub;

/// <summary>
/// Everything a stub can be told. Only <see cref="DataFolder"/> is needed; the rest is what the contract says, on a free
/// loopback port. Values that come from nf.config have been checked by its rules.
/// </summary>
public sealed record StubOptions
{
    /// <summary>Folder of the development authority, the token key and devices.json. Made if missing; may be shared.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Address to listen on. Loopback takes 127.0.0.1 and ::1; Any takes every address of the machine.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Time for tokens and nonces. Certificates have <see cref="CertificateClock"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Time for certificates, apart because a client checks them by its own, real clock.</summary>
    public TimeProvider CertificateClock { get; init; } = TimeProvider.System;

    /// <summary>Development device: made in devices.json with a random secret and child where it is missing there.</summary>
    public string DeviceId { get; init; } = "Teddy-ESP32-0001";

    /// <summary>Child of the development device; null takes the one of devices.json.</summary>
    public string? ChildId { get; init; }

    /// <summary>Secret of the development device, 32 bytes; null takes the one of devices.json.</summary>
    public byte[]? DeviceSecret { get; init; }

    /// <summary>More devices, for this run only.</summary>
    public IReadOnlyList<RegisteredDevice> Devices { get; init; } = [];

    /// <summary>Path of the claim.</summary>
    public string ClaimPath { get; init; } = "/api/v1/pair/claim";

    /// <summary>Path of the refresh. The older <c>/api/v1/token/refresh</c> always works too.</summary>
    public string RefreshPath { get; init; } = "/api/v1/pair/token/refresh";

    /// <summary>Path of the session, before <c>/</c> and the device id.</summary>
    public string SessionPath { get; init; } = "/ws/esp32";

    /// <summary>What of the nonce enters the MAC.</summary>
    public NonceForm ClaimNonce { get; init; } = NonceForm.Bytes;

    /// <summary>How answers are spelled.</summary>
    public ResponseSpelling Responses { get; init; } = ResponseSpelling.Plain;

    /// <summary>Life of an access token.</summary>
    public int AccessLifetimeSeconds { get; init; } = 3600;

    /// <summary>Life of a refresh token.</summary>
    public int RefreshLifetimeSeconds { get; init; } = 7 * 24 * 3600;

    /// <summary>How long after its <c>exp</c> a token is still taken.</summary>
    public int ClockSkewSeconds { get; init; }

    /// <summary>True: every refresh gives a new refresh token and spends the old one; using that again revokes both.</summary>
    public bool RotateRefresh { get; init; }

    /// <summary>Claims, and apart from them refreshes, that one address may send in a minute; 0 is no limit.</summary>
    public int ClaimsPerMinute { get; init; } = 30;

    /// <summary>How long a spent nonce is remembered. A MAC has no date, so a shorter time makes a replay possible sooner.</summary>
    public int NonceLifetimeSeconds { get; init; } = 24 * 3600;

    /// <summary>
    /// For how long the very same claim, nonce and MAC, gets the very same answer again; 0 is 409 at once, as the contract
    /// has it. Only for servers that are meant so: whoever has recorded a claim gets the tokens in this time.
    /// </summary>
    public int IdempotentClaimSeconds { get; init; }

    /// <summary>How many spent nonces are remembered; when full, claims get 503 until some are old enough.</summary>
    public int NonceCapacity { get; init; } = 250_000;

    /// <summary>True: a bad token gets HTTP 403 on the upgrade. False: accepted, then closed with 1008.</summary>
    public bool RefuseUpgrade { get; init; }

    /// <summary>What a text is answered with.</summary>
    public EchoStyle Echo { get; init; } = EchoStyle.Full;

    /// <summary>True: a claim's answer has 1.9 KB of body with the session's address, and every answer 1.1 KB of headers.</summary>
    public bool LongAnswers { get; init; }

    /// <summary>True: ids of <c>teddy-esp32-*</c> and <c>esp32-*</c> are taken with the development device's secret.</summary>
    public bool RegistersByItself { get; init; }

    /// <summary>Most characters of a firmware version before a claim is answered with 500; null is no limit but the contract's.</summary>
    public int? MaxFirmwareVersion { get; init; }

    /// <summary>True: every refresh gets 401.</summary>
    public bool RefusesEveryRefresh { get; init; }

    /// <summary>True: an upgrade on a path that does not exist gets 403 in place of 404.</summary>
    public bool RefusesUnknownUpgrades { get; init; }

    /// <summary>Key that opens the control API to other machines; null: this machine only.</summary>
    public string? ControlKey { get; init; }

    /// <summary>Close code for a binary message: 1003 by RFC 6455, 7.4.1; the deployed server sends 1000 (contract section 4).</summary>
    public int BinaryCloseCode { get; init; } = 1003;

    /// <summary>Time between pings; above zero.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a ping may stay unanswered before the session is closed with 1011 (contract section 4); above zero.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The silence that a ping and its timeout come to.</summary>
    internal TimeSpan SilenceLimit => PingInterval + PingTimeout;

    /// <summary>More names and addresses for the server certificate.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>Where log lines go; nothing by default. Only the stub's own redacted lines arrive there, at any level.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Middleware in front of every endpoint: where a test answers in the server's place.</summary>
    public Action<IApplicationBuilder>? BeforeEndpoints { get; init; }
}
