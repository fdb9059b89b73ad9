using OpenQA.Selenium;

namespace VirtualDevice.Tests.Page;

/// <summary>The page at <c>/</c> in a real browser, with a real device: what a person does with it.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class BenchPageTests(Chromium chromium) : BenchTests
{
    private const string IsOpen = "return document.querySelector('.device').dataset.state === 'open'";

    [Fact]
    public async Task A_device_appears_is_closed_by_a_fault_comes_back_and_echoes_a_text_without_a_reload()
    {
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        page.UntilSeen("No device has been heard yet");
        page.Run<object>("window.isSamePage = true");

        await using BenchDevice device = Bench.Start();
        page.Until(IsOpen);
        page.UntilEvents("Claim answered with 200");
        page.UntilEvents("Echo to the device");
        page.Until("return document.querySelector('.timeline .band') && document.querySelector('.timeline .mark.diamond')");
        Assert.DoesNotContain("No device has been heard yet", page.Text);

        page.Button("Close the session with a code").Click();
        page.UntilEvents("Session closed with 1011, server fault");
        page.UntilEvents("Fault 1 struck");
        page.UntilEvents("Session opened", count: 2);
        page.Until(IsOpen);
        page.Until("return document.querySelector('.timeline .band-end') && document.querySelectorAll('.timeline .band').length === 2");
        Assert.Contains("closed code=1011", device.Log.All);

        page.Find("#text").SendKeys("hello teddy" + Keys.Enter);
        await device.MessageWithAsync("hello teddy");
        page.UntilEvents("11 bytes");
        device.Send("hello Bench, and good night");
        page.UntilEvents("27 bytes");
        await device.MessageWithAsync("Echo: hello Bench, and good night");
        page.Until("return [...document.querySelectorAll('#events li')].some(e => e.innerText.includes('Echo to the device') && e.innerText.includes('33 bytes'))");

        Assert.True(page.Run<bool>("return window.isSamePage"));
        Assert.Empty(page.Problems());
    }

    [Fact]
    public async Task A_fault_is_planned_adjusted_and_cleared_with_the_keyboard_alone()
    {
        await using BenchDevice device = await Bench.Start().OnlineAsync();
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        page.Until(IsOpen);
        page.Until("return document.querySelectorAll('#fault-buttons li').length > 4");

        page.TabTo("e.textContent === 'Skip to the faults'");
        page.Press(Keys.Enter);
        page.TabTo("e.name === 'place'");
        page.Press(Keys.ArrowLeft);
        page.Until("return document.activeElement.value === 'upgrade'");
        page.TabTo("e.dataset.do === 'status'");
        page.Press(Keys.Enter);
        page.Until("return document.activeElement.name === 'status'");
        page.Press("9999", Keys.Enter);
        page.Until("return document.activeElement.getAttribute('aria-invalid') === 'true'");
        Assert.Contains("It must be a whole number from 200 to 599.", page.Text);
        page.Run<object>("document.activeElement.select()");
        page.Press("429", Keys.Enter);
        page.UntilSeen("Waiting faults (1)");
        Assert.Contains("it waits for the next session", page.Find("#said").Text);
        Assert.Equal("Refuse the session with a status  ·  status 429", page.Run<string>("return document.querySelector('#waiting .title').textContent"));

        page.TabTo("e.ariaLabel === 'Clear fault 1'");
        page.Press(Keys.Space);
        page.Until("return document.querySelectorAll('#waiting li').length === 0");
        Assert.Equal("waiting-heading", page.Run<string>("return document.activeElement.id"));
        await Bench.WaitForAsync(StubEventKind.FaultCleared);
    }

    [Fact]
    public async Task A_button_tells_what_went_wrong_and_a_scenario_and_the_drain_can_be_run()
    {
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        page.Until("return document.querySelectorAll('#scenarios li').length > 0 && document.querySelectorAll('.device').length === 1");

        page.Button("Drop").Click();
        page.Until("return document.querySelector('#said').dataset.tone === 'bad'");
        Assert.NotEmpty(page.Find("#said").Text);

        page.Button("Run refresh-401").Click();
        page.UntilSeen("Waiting faults (");
        Assert.Contains("of refresh-401", page.Text);

        page.Button("Drain").Click();
        page.UntilSeen("Draining");
        page.Button("End the drain").Click();
        page.Until("return document.querySelector('#link').textContent === 'Live'");
        await Bench.WaitForAsync(StubEventKind.DrainEnded);
    }

    [Fact]
    public async Task A_registered_device_is_shown_by_its_last_four_characters_and_can_be_disabled_and_removed()
    {
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        page.Until("return document.querySelectorAll('.device').length === 1");

        page.Find("summary").Click();
        page.Find("#register-id").SendKeys("x" + Keys.Enter);
        page.Until("return document.querySelector('#register-id').getAttribute('aria-invalid') === 'true'");
        page.Find("#register-id").Clear();
        page.Find("#register-id").SendKeys("Teddy-ESP32-7777" + Keys.Enter);
        page.Until("return document.querySelector('.device.selected .pick')?.textContent.endsWith('…7777')");
        Assert.DoesNotContain("Teddy-ESP32-7777", page.Everything);

        page.Button("Disable").Click();
        page.Until("return document.querySelector('.device.selected .notes').textContent === 'disabled'");
        page.Button("Remove").Click();
        page.Button("Really remove?").Click();
        page.Until("return document.querySelectorAll('.device').length === 1");
        await Bench.WaitForAsync(StubEventKind.DeviceRemoved);
    }
}
