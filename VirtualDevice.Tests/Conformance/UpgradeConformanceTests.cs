using System.Security.Cryptography;
using TeddyFirmware.Protocol;
using VirtualDevice.Tests.EndToEnd.Platform;

namespace VirtualDevice.Tests.Conformance;

/// <summary>The rows of <c>upgrade-answers.json</c>, through the core's parser and against the device's transport over real TLS.</summary>
public sealed class UpgradeConformanceTests
{
    [Theory]
    [MemberData(nameof(UpgradeRow.Theory), MemberType = typeof(UpgradeRow))]
    public void The_parser_of_board_and_PC(int at)
    {
        UpgradeRow row = UpgradeRow.All[at];
        foreach (string cut in new[] { "whole", "bytes", "anywhere" })
        {
            var upgrade = new Upgrade(ServerUrl.Parse("wss://localhost/ws/esp32/Teddy-1?token=a.b.c"), new PcRandom());
            string request = Encoding.ASCII.GetString(upgrade.Request);
            string key = request.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))["Sec-WebSocket-Key: ".Length..];

            // Behind the head come frames, which are not its own.
            foreach (byte[] piece in UpgradeRow.Pieces([.. row.Bytes(Accept(key)), 0x81, 0], cut))
            {
                if (!upgrade.IsAnswered)
                {
                    upgrade.Take(piece, piece.Length);
                }
            }

            Assert.True(upgrade.IsAnswered, cut);
            Assert.Equal(row.Opens, upgrade.IsAccepted());
            if (!row.Opens)
            {
                Assert.Equal(row.Status > 0 ? OpenFailure.HttpStatus : OpenFailure.BadUpgrade, upgrade.Failure);
                Assert.Equal(row.RetryAfter, upgrade.RetryAfter);
            }
        }
    }

    [Theory]
    [MemberData(nameof(UpgradeRow.Theory), MemberType = typeof(UpgradeRow))]
    public async Task The_device_s_transport(int at)
    {
        UpgradeRow row = UpgradeRow.All[at];
        string expected = row.Opens ? "opened" : row.Status > 0 ? $"refused HttpStatus {row.Status} {row.RetryAfter ?? "-"}" : "refused BadUpgrade 101 -";
        foreach (string cut in new[] { "whole", "anywhere" })
        {
            await WebSocketBench.AssertReportsAsync(
                async peer =>
                {
                    await peer.ReadHeadAsync();
                    foreach (byte[] piece in UpgradeRow.Pieces(row.Bytes(Accept(peer.Header("Sec-WebSocket-Key"))), cut))
                    {
                        await peer.SendAsync(piece);
                    }

                    await peer.UntilEndAsync();
                },
                expected);
        }
    }

    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
