using ServerStub;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>Starts, stops and restarts of whole devices.</summary>
public sealed class DeviceLifeTests : BenchTests
{
    [Fact]
    public async Task The_second_start_opens_the_session_without_a_claim()
    {
        await (await Bench.Start().OnlineAsync()).DisposeAsync();

        await using BenchDevice second = await Bench.Start(isProvisioned: true).OnlineAsync();

        Assert.Contains("found sealed: no claim needed", second.Log.All);
        Assert.Equal(1, Bench.Count(StubEventKind.ClaimAnswered));
        Assert.Equal(2, Bench.Count(StubEventKind.SessionOpened));
    }

    [Fact]
    public async Task The_provisioning_file_is_gone_after_the_first_start_and_no_file_holds_the_secret()
    {
        await (await Bench.Start().OnlineAsync()).DisposeAsync();

        RegisteredDevice registered = Bench.Stub.Registry.Development;
        string[] files = Directory.GetFiles(Bench.FolderOf("device"), "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => file.EndsWith("provision.json", StringComparison.Ordinal));
        Assert.All(files, file =>
        {
            byte[] content = File.ReadAllBytes(file);
            string text = System.Text.Encoding.Latin1.GetString(content);
            Assert.DoesNotContain(Convert.ToHexStringLower(registered.Secret), text);
            Assert.DoesNotContain(registered.ChildId, text);
            Assert.DoesNotContain(registered.DeviceId, text);
            Assert.Equal(-1, content.AsSpan().IndexOf(registered.Secret));
        });
    }

    [Fact]
    public async Task Flash_that_is_copied_to_another_board_does_not_open_there()
    {
        await (await Bench.Start().OnlineAsync()).DisposeAsync();

        string source = Path.Combine(Bench.FolderOf("device"), PcPlatform.FlashFolder);
        var target = new FolderFlash(Path.Combine(Bench.FolderOf("copy"), PcPlatform.FlashFolder));
        foreach (string file in Directory.GetFiles(source))
        {
            target.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        await using BenchDevice copy = Bench.Start("copy", isProvisioned: true);

        await copy.Log.WaitForAsync("no settings");
        Assert.Equal(1, Bench.Count(StubEventKind.SessionOpened));
    }

    [Fact]
    public async Task Ctrl_C_closes_the_session_with_1000_and_the_server_sees_it()
    {
        await using BenchDevice device = await Bench.Start().OnlineAsync();

        await device.StopAsync();

        Assert.Equal(1000, (await Bench.WaitForAsync(StubEventKind.SessionClosed)).CloseCode);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_the_claim_ends_at_once()
    {
        var arrived = new TaskCompletionSource();
        using var authority = new TestAuthority();
        await using var silent = new RawTlsServer(authority.CreateServer(), async peer =>
        {
            await peer.ReadRequestAsync();
            arrived.SetResult();
            await peer.UntilEndAsync();
        });
        await using BenchDevice device = Bench.Start(link: new ServerLink(authority.Trust, silent.EndPoint));
        await arrived.Task.Within();

        await device.StopAsync();

        await silent.ServedAsync();
    }

    [Fact]
    public async Task Two_devices_in_one_process_do_not_get_into_each_others_way()
    {
        var other = new RegisteredDevice("Teddy-ESP32-0002", "child2", [.. Enumerable.Repeat((byte)7, 32)]);
        await using Bench bench = await Bench.StartAsync(options => options with { Devices = [other] });
        await using BenchDevice one = bench.Start("one");
        await using BenchDevice two = bench.Start("two", other);
        await Task.WhenAll(one.FirstEchoAsync(), two.FirstEchoAsync());

        one.Send("from one");
        two.Send("from two");

        Assert.Equal("Echo: from one", await one.MessageWithAsync("from"));
        Assert.Equal("Echo: from two", await two.MessageWithAsync("from"));
        Assert.Equal(2, bench.Count(StubEventKind.ClaimAnswered));
    }

    [Fact]
    public async Task A_reboot_starts_a_new_device_on_the_same_flash()
    {
        await using BenchDevice device = await Bench.Start().OnlineAsync();

        device.Platform.Power.Reboot();
        device.Send("any text wakes the loop");

        await Bench.WaitForAsync(StubEventKind.SessionOpened, after: (await Bench.WaitForAsync(StubEventKind.SessionOpened)).Number);
        await device.Log.WaitForAsync("found sealed: no claim needed");
        Assert.Equal(2, device.Boots);
        Assert.Equal(1, Bench.Count(StubEventKind.ClaimAnswered));
    }
}
