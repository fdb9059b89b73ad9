using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace VirtualDevice.Tests.Page;

/// <summary>The open page, as a person has it: looks, presses and types. What is waited for is looked at with every frame.</summary>
internal sealed class BrowserPage : IDisposable
{
    private const string WaitScript = """
        const done = arguments[arguments.length - 1];
        const given = [...arguments].slice(0, -1);
        const isSo = () => { try { return (() => { CONDITION })(); } catch { return false; } };
        const look = () => isSo() ? done(true) : setTimeout(look, 20);
        look();
        """;

    private readonly ChromeDriver _driver;

    public BrowserPage(ChromeDriver driver, Uri uri, int width, int height, bool isDark)
    {
        _driver = driver;
        Command("Emulation.setDeviceMetricsOverride", new()
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = width < 600,
        });
        Command("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new[]
            {
                new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" },
                new Dictionary<string, object> { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" },
            },
        });
        Problems();
        driver.Navigate().GoToUrl(uri);
    }

    /// <summary>The text of the page that is seen.</summary>
    public string Text => Run<string>("return document.body.innerText");

    /// <summary>Everything in the page, seen or not: markup, attributes, and what stands in fields.</summary>
    public string Everything => Run<string>(
        "return document.documentElement.outerHTML + [...document.querySelectorAll('input, select')].map(field => field.value).join()");

    public IWebElement Find(string selector) => _driver.FindElement(By.CssSelector(selector));

    /// <summary>The button with that text or name.</summary>
    public IWebElement Button(string name) => Run<IWebElement>(
        "return [...document.querySelectorAll('button')].find(b => b.checkVisibility() && (b.innerText.trim() === arguments[0] || b.ariaLabel === arguments[0]))", name)
        ?? throw new NoSuchElementException($"no button \"{name}\" in:\n{Text}");

    /// <summary>Presses keys where the focus is.</summary>
    public void Press(params string[] keys)
    {
        foreach (string key in keys)
        {
            new OpenQA.Selenium.Interactions.Actions(_driver).SendKeys(key).Perform();
        }
    }

    /// <summary>Goes on with Tab until the element with the focus fulfils a condition on <c>e</c>.</summary>
    public void TabTo(string condition)
    {
        for (int i = 0; i < 80; i++)
        {
            Press(Keys.Tab);
            if (Run<bool>($"const e = document.activeElement; return Boolean({condition})"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not come to {condition}");
    }

    public T Run<T>(string script, params object[] arguments) => (T)_driver.ExecuteScript(script, arguments)!;

    /// <summary>Runs an async function body, such as one that imports a module of the page.</summary>
    public T RunAsync<T>(string script) => (T)_driver.ExecuteAsyncScript(
        $"const done = arguments[arguments.length - 1]; (async () => {{ {script} }})().then(done, e => done('failed: ' + e.stack));")!;

    /// <summary>Waits until a function body returns something true.</summary>
    public void Until(string condition, params object[] arguments)
    {
        try
        {
            _driver.ExecuteAsyncScript(WaitScript.Replace("CONDITION", condition.Replace("arguments[", "given[", StringComparison.Ordinal), StringComparison.Ordinal), arguments);
        }
        catch (WebDriverTimeoutException)
        {
            throw new TimeoutException($"It never became so: {condition}\n{Text}");
        }
    }

    /// <summary>Waits until a text is seen.</summary>
    public void UntilSeen(string text) => Until("return document.body.innerText.includes(arguments[0])", text);

    /// <summary>Waits until the list of events has a line with that text; its number of such lines.</summary>
    public void UntilEvents(string text, int count = 1) => Until(
        "return [...document.querySelectorAll('#events li')].filter(line => line.innerText.includes(arguments[0])).length >= arguments[1]", text, count);

    /// <summary>Warnings and errors of the console since the last look; an answer that refuses is one.</summary>
    public string[] Problems() => [.. _driver.Manage().Logs.GetLog(LogType.Browser).Select(entry => $"{entry.Level} {entry.Message}")];

    public byte[] Screenshot() => Convert.FromBase64String((string)((Dictionary<string, object>)Command("Page.captureScreenshot", new() { ["format"] = "png" }))["data"]);

    /// <summary>Leaves the page, so that its stream ends and its stub can.</summary>
    public void Dispose()
    {
        _driver.ExecuteScript("sessionStorage.clear()");
        _driver.Navigate().GoToUrl("about:blank");
    }

    private object Command(string name, Dictionary<string, object> parameters) => _driver.ExecuteCdpCommand(name, parameters)!;
}
