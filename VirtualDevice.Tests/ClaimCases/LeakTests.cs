using ServerStub;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Storage;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>What a server tells of a child, or plants in its answers, is in no file of the flash, sealed or not, and in no log line.</summary>
public sealed class LeakTests : CaseTests
{
    private const string Planted = "Planted4711";

    [Fact]
    public async Task The_child_profile_of_a_claim_is_neither_stored_nor_logged()
    {
        Bench.Claims.Then(Answer.Body(
            $"{{\"access_token\":\"$A\",\"child_profile\":{{\"name\":\"{Planted}\",\"age\":6,\"likes\":[\"{Planted}\"]}},\"refresh_token\":\"$R\",\"device_config\":{{\"x\":\"{Planted}\"}}}}"));
        Bench.Refreshes.Then(Answer.Body($"{{\"access_token\":\"$A\",\"child_profile\":{{\"name\":\"{Planted}\"}}}}"));
        SteppedDevice device = Bench.NewDevice();
        await device.PassAsync(Band.HourMs);
        Assert.Equal((DeviceState.Online, 1), (device.State, Bench.Refreshes.Count));

        AssertClean(device, Planted);
    }

    [Fact]
    public async Task The_stub_s_own_profile_of_the_deployed_spelling_is_neither_stored_nor_logged()
    {
        await using CaseBench bench = await CaseBench.StartAsync(options => options with { Responses = ResponseSpelling.Deployed });
        SteppedDevice device = await bench.OnlineAsync();

        AssertClean(device, "Sample");
        AssertClean(device, "preferences");
    }

    [Fact]
    public async Task What_errors_say_is_not_logged()
    {
        foreach (int status in new[] { 200, 400, 401, 403, 404, 409, 422, 429, 500, 503 })
        {
            Bench.Claims.Clear();
            Bench.Claims.Then(Answer.Planted(status, Planted));
            SteppedDevice device = Bench.NewDevice();
            await device.PassAsync(2 * Band.HourMs);

            Assert.Equal(DeviceState.Online, device.State);
            AssertClean(device, Planted);
            device.CutPower();
        }
    }

    [Fact]
    public async Task Tokens_nonces_proofs_and_ids_are_not_logged()
    {
        await using CaseBench bench = await CaseBench.StartAsync(options => options with { RotateRefresh = true });
        bench.Claims.Then(Answer.Status(409), Answer.Status(503), Answer.Own);
        bench.Refreshes.Then(Answer.Status(500), Answer.Own, Answer.Status(401));
        SteppedDevice device = bench.NewDevice();
        await device.PassAsync(3 * Band.HourMs);
        Assert.Equal((DeviceState.Online, 3), (device.State, bench.Refreshes.Count));

        RegisteredDevice registered = bench.Stub.Registry.Development;
        IEnumerable<string> secrets =
        [
            .. bench.Claims.Values("nonce"), .. bench.Claims.Values("hmac_hex"), .. bench.Refreshes.Values("refresh_token"),
            .. bench.Refreshes.Values("refresh_token").SelectMany(token => token.Split('.')),
            registered.ChildId, registered.DeviceId, Convert.ToHexString(registered.Secret),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, device.Log.All, StringComparison.OrdinalIgnoreCase));
    }

    private static void AssertClean(SteppedDevice device, string planted)
    {
        Assert.DoesNotContain(planted, device.Log.All, StringComparison.OrdinalIgnoreCase);
        string[] files = Directory.GetFiles(device.Folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(planted, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.OrdinalIgnoreCase));

        // A sealed file would hide it: so the values are looked at as the firmware reads them.
        var store = new SealedStore(device.Platform, new Log(device.Platform.Log, device.Platform.Clock));
        foreach (string entry in device.Platform.Flash.List().Where(name => name.Count(letter => letter == '.') == 2).Select(name => name[..^2]).Distinct())
        {
            byte[] value = store.Load(entry.Split('.')[0], entry.Split('.')[1]);
            Assert.NotNull(value);
            Assert.DoesNotContain(planted, Encoding.Latin1.GetString(value), StringComparison.OrdinalIgnoreCase);
        }
    }
}
