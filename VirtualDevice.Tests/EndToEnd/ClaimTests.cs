using System.Security.Cryptography;
using ServerStub;
using ServerStub.Devices;
using ServerStub.Events;
using VirtualDevice.Tests.Support;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>Claims that are answered with something else than tokens, and the check vector (contract, section 2).</summary>
public sealed class ClaimTests
{
    private const string Nonce = "000102030405060708090a0b0c0d0e0f";

    [Theory]
    [InlineData(NonceForm.Bytes, "57b5599560b22a1b7a29e1543369ddb8be2835c53ceff1cdaa20b9415fe8eaf8")]
    [InlineData(NonceForm.Text, "3ef1e46b4d5b2517a2b791f1fb423399aae637ceb7010ce92a8624a2c6957b2f")]
    public async Task The_check_vector_is_accepted_once_in_either_case_and_its_nonce_never_again(NonceForm form, string mac)
    {
        await using Bench bench = await Bench.StartAsync(options => options with
        {
            ClaimNonce = form,
            Devices = [new RegisteredDevice(Bench.DeviceId, "child123", [.. Enumerable.Range(0, 32).Select(value => (byte)value)])],
        });
        object claim = new { device_id = Bench.DeviceId, child_id = "child123", nonce = Nonce, hmac_hex = mac.ToUpperInvariant() };

        Assert.Equal(200, (await bench.PostAsync("/api/v1/pair/claim", claim)).Status);
        Assert.Equal(409, (await bench.PostAsync("/api/v1/pair/claim", claim)).Status);
    }

    [Fact]
    public async Task A_wrong_secret_gets_401_and_no_token_is_stored()
    {
        await using Bench bench = await Bench.StartAsync();
        await using BenchDevice device = bench.Start(secret: RandomNumberGenerator.GetBytes(32));

        Assert.Contains("status=401", await device.Log.WaitForAsync("error claim"));
        await device.StopAsync();

        Assert.DoesNotContain(device.Platform.Flash.List(), name => name.StartsWith("tokens", StringComparison.Ordinal));
        Assert.Equal(0, bench.Count(StubEventKind.SessionOpened));
        Assert.Equal(1, bench.Count(StubEventKind.ClaimAnswered));
    }

    [Fact]
    public async Task An_unknown_device_gets_404_and_waits_to_be_registered()
    {
        await using Bench bench = await Bench.StartAsync();
        await using BenchDevice device = bench.Start(device: new RegisteredDevice("Teddy-unknown-1", "child1", new byte[32]));

        string line = await device.Log.WaitForAsync("error claim");

        Assert.Contains("status=404", line);
        Assert.Contains("fix=register the device", line);
        Assert.Equal(404, (await bench.WaitForAsync(StubEventKind.ClaimAnswered)).Status);
    }

    [Fact]
    public async Task A_disabled_device_gets_403()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Stub.Registry.SetEnabled(Bench.DeviceId, false);
        await using BenchDevice device = bench.Start();

        Assert.Contains("status=403", await device.Log.WaitForAsync("error claim"));
    }

    [Fact]
    public async Task A_replayed_nonce_gets_409_even_with_a_right_MAC()
    {
        await using Bench bench = await Bench.StartAsync();

        Assert.Equal(200, (await bench.ClaimAsync(Nonce)).Status);
        Assert.Equal(409, (await bench.ClaimAsync(Nonce)).Status);
    }

    [Theory]
    [InlineData("device_id", "x1-y2")]
    [InlineData("device_id", "has a space in it")]
    [InlineData("child_id", "")]
    [InlineData("nonce", "000102")]
    [InlineData("nonce", "00010203040506070")]
    [InlineData("nonce", "zz0102030405060708090a0b0c0d0e0f")]
    [InlineData("hmac_hex", "00")]
    [InlineData("firmware_version", "not a version")]
    public async Task A_malformed_field_gets_422_that_names_it_and_does_not_repeat_its_value(string field, string value)
    {
        await using Bench bench = await Bench.StartAsync();
        var claim = new Dictionary<string, string>
        {
            ["device_id"] = Bench.DeviceId,
            ["child_id"] = "child123",
            ["nonce"] = Nonce,
            ["hmac_hex"] = new string('0', 64),
            [field] = value,
        };

        (int status, string body) = await bench.PostAsync("/api/v1/pair/claim", claim);

        Assert.Equal(422, status);
        Assert.Contains($"\"{field}\"", body);
        Assert.True(value.Length == 0 || !body.Contains(value));
    }

    [Fact]
    public async Task A_lost_answer_is_made_good_with_a_fresh_nonce()
    {
        var nonces = new List<string>();
        await using Bench bench = await Bench.StartAsync(options => options with { BeforeEndpoints = app => LoseFirstAnswer.Use(app, nonces) });
        await using BenchDevice device = bench.Start();

        await device.FirstEchoAsync();

        Assert.Equal(2, nonces.Count);
        Assert.Equal(2, nonces.Distinct().Count());
        Assert.All(nonces, nonce => Assert.Matches("^[0-9a-f]{32}$", nonce));
    }
}
