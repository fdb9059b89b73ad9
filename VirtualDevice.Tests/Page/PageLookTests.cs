namespace VirtualDevice.Tests.Page;

/// <summary>That everybody can read and use the page, and that it shows nothing it must not.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageLookTests(Chromium chromium) : BenchTests
{
    // Every element with text of its own, and the contrast of that text to what is behind it (WCAG 2.2, 1.4.3 and relative luminance).
    private const string LowContrasts = """
        const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
        const rgba = (colour) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (e) => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
        const low = [];
        let seen = 0;
        for (const e of document.querySelectorAll('body *')) {
          const hasText = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
          if (!hasText || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || e.closest('.hidden, noscript')) continue;
          seen++;
          const style = getComputedStyle(e);
          const [a, b] = [luminance(rgba(e instanceof SVGElement ? style.fill : style.color)), luminance(ground(e))].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < 4.5) low.push(`${e.tagName}.${e.getAttribute('class')} "${e.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
        }
        return seen < 40 ? `only ${seen} texts seen` : low.join('\n');
        """;

    private const string Nameless = """
        const name = (e) => e.ariaLabel || [...e.labels ?? []].map(l => l.textContent.trim()).join(' ')
          || (e.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ').trim()
          || (e.tagName === 'BUTTON' || e.tagName === 'A' || e.tagName === 'SUMMARY' ? e.textContent.trim() : '')
          || (e.tagName === 'FIELDSET' ? e.querySelector('legend')?.textContent.trim() : '');
        const wanted = [...document.querySelectorAll('button, a, summary, input, select, textarea, fieldset, dialog, [role], [tabindex="0"], section, aside')];
        const nameless = wanted.filter(e => e.getAttribute('role') !== 'status' && !name(e) && !e.classList.contains('target')).map(e => e.outerHTML.slice(0, 120));
        const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
        const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
        const dangling = [...document.querySelectorAll('[aria-describedby], [aria-labelledby], [for]')]
          .flatMap(e => [e.getAttribute('aria-describedby'), e.getAttribute('aria-labelledby'), e.getAttribute('for')])
          .filter(Boolean).flatMap(list => list.split(' ')).filter(id => !document.getElementById(id));
        const levels = [...document.querySelectorAll('h1, h2, h3, h4')].filter(e => e.checkVisibility()).map(e => Number(e.tagName[1]));
        const skips = levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).map(level => `heading jumps to ${level}`);
        const images = [...document.querySelectorAll('img:not([alt])')].map(e => e.outerHTML);
        const lists = [...document.querySelectorAll('ul, ol')].flatMap(list => [...list.children]).filter(e => e.tagName !== 'LI').map(e => e.outerHTML.slice(0, 80));
        const landmarks = ['main', 'header', 'h1', 'html[lang]', '[role=status]'].filter(s => document.querySelectorAll(s).length !== 1);
        return wanted.length < 30 ? 'too little seen' : [...nameless, ...twice, ...dangling, ...skips, ...images, ...lists, ...landmarks].join('\n');
        """;

    [Theory]
    [InlineData(1200, false)]
    [InlineData(1200, true)]
    [InlineData(360, false)]
    [InlineData(360, true)]
    public async Task Every_text_has_contrast_everything_has_a_name_and_nothing_is_wider_than_the_screen(int width, bool isDark)
    {
        await using BenchDevice device = await Bench.Start().OnlineAsync();
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri, width, isDark: isDark);
        FillPage(page);

        Assert.Equal("", page.Run<string>(LowContrasts));
        Assert.Equal("", page.Run<string>(Nameless));
        Assert.Equal("", page.Run<string>(
            "return [...document.querySelectorAll('body *')].filter(e => !e.closest('.hidden, svg, .skip') && e.getBoundingClientRect().right > arguments[0] + 0.5).map(e => e.outerHTML.slice(0, 90)).join('\\n')", width));
        Assert.InRange(page.Run<long>("return document.documentElement.scrollWidth"), 1, width);
        Assert.Equal(isDark, page.Run<bool>("return parseInt(getComputedStyle(document.body).color.slice(4)) > 128"));
        Assert.Empty(page.Problems());
        SaveScreenshot(page, $"look-{width}-{(isDark ? "dark" : "light")}.png");
    }

    [Fact]
    public async Task The_page_holds_no_full_device_id_no_child_id_and_no_token()
    {
        await using BenchDevice device = await Bench.Start().OnlineAsync();
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        FillPage(page);
        page.UntilEvents("token ");

        string everything = page.Everything;
        Assert.Contains("…0001", everything);
        Assert.DoesNotContain(Bench.DeviceId, everything.Replace("placeholder=\"Teddy-ESP32-0002\"", "", StringComparison.Ordinal));
        Assert.DoesNotContain(Bench.Stub.Registry.Development.ChildId, everything);
        Assert.DoesNotContain(Convert.ToHexStringLower(Bench.Stub.Registry.Development.Secret), everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("eyJ", everything);
        Assert.DoesNotContain("said in confidence", everything);
    }

    [Fact]
    public async Task Everything_comes_from_the_stub_itself()
    {
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        page.Until("return document.querySelectorAll('.device').length === 1");

        Assert.Equal("", page.Run<string>(
            "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith(location.origin + '/')).join()"));
        Assert.Equal("refused", page.RunAsync<string>("""
            const script = document.createElement('script');
            try { script.textContent = 'window.isInjected = true'; } catch { }
            try { document.body.append(script); } catch { }
            try { document.body.innerHTML += '<img src=x>'; } catch { }
            return window.isInjected || document.querySelector('img[src="x"]') ? 'taken' : 'refused';
            """));
    }

    [Fact]
    public async Task A_page_that_is_open_for_days_does_not_grow()
    {
        using BrowserPage page = chromium.Open(Bench.Stub.BaseUri);
        page.Until("return document.querySelectorAll('.device').length === 1");

        string sizes = page.RunAsync<string>("""
            const { Store } = await import('/script/model/store.js');
            const { mountEvents } = await import('/script/view/eventList.js');
            const store = new Store();
            mountEvents({ store });
            store.setDevices([{ handle: 'a', device: '…0001', state: 'never' }]);
            const kinds = ['claim_answered', 'session_opened', 'session_closed', 'text_received', 'text_sent', 'fault_fired'];
            for (let id = 1; id <= 20000; id++) {
              store.addEvent({ id, at: new Date(id * 1000).toISOString(), kind: kinds[id % 6], handle: 'a', device: '…0001', status: 200, bytes: 5 });
            }
            await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            const track = store.trackOf('a');
            return [store.events.items.length, track.marks.length, track.texts.length, document.querySelectorAll('#events [data-kind]:not([data-kind=started])').length].join(' ');
            """);

        Assert.Equal("400 300 300 150", sizes);
    }

    // Something of everything: a form that is open, a fault that waits, a port, events of every tone.
    private static void FillPage(BrowserPage page)
    {
        page.Until("return document.querySelector('.device').dataset.state === 'open' && document.querySelectorAll('#fault-buttons li').length > 4");
        page.Button("Close the session with a code").Click();
        page.UntilEvents("Session closed with 1011");
        page.UntilEvents("Session opened", count: 2);
        page.Until("return document.querySelector('.device').dataset.state === 'open'");
        page.Find("#text").SendKeys("said in confidence" + OpenQA.Selenium.Keys.Enter);
        page.UntilEvents("18 bytes");
        page.Run<object>("document.querySelector('[name=place][value=claim]').click()");
        page.Run<object>("document.querySelector('[data-do=status]').click(); document.querySelector('[data-do=hang]').click()");
        page.UntilSeen("Waiting faults (1)");
        page.Run<object>("document.querySelector('summary').click()");
        page.Until("return document.querySelector('#said').textContent.includes('planned') && getComputedStyle(document.querySelector('#said')).opacity === '1'");
    }

    // For eyes: TEDDY_PAGE_LOOKS names a folder for what these tests saw.
    private static void SaveScreenshot(BrowserPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("TEDDY_PAGE_LOOKS") is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, name), page.Screenshot());
        }
    }
}
