namespace ServerStub.Health;

/// <summary>What <c>GET /health</c> says.</summary>
internal sealed record HealthAnswer(string Status, int Devices, int Sessions, long UptimeSeconds);
