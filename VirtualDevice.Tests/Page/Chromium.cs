using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace VirtualDevice.Tests.Page;

/// <summary>
/// Debian's Chromium and its driver. Where they are not installed the tests are skipped, and say so; with
/// <c>TEDDY_REQUIRE_BROWSER=1</c>, as CI sets it, they fail.
/// </summary>
public sealed class Chromium : IDisposable
{
    private const string Browser = "/usr/bin/chromium";
    private const string DriverFolder = "/usr/bin";
    private const string DriverFile = "chromedriver";
    private static readonly TimeSpan s_commandDeadline = TimeSpan.FromMinutes(2);

    private readonly TempFolder _profile = new();
    private ChromeDriver? _driver;

    /// <summary>Opens the page of a stub, in a fresh tab storage and with the given looks.</summary>
    internal BrowserPage Open(Uri uri, int width = 1200, int height = 900, bool isDark = false)
    {
        if (!File.Exists(Browser) || !File.Exists(Path.Combine(DriverFolder, DriverFile)))
        {
            MissingTool.SkipUnlessRequired("TEDDY_REQUIRE_BROWSER", "Chromium is not installed: apt-get install chromium chromium-driver");
        }

        _driver ??= Start();
        return new BrowserPage(_driver, uri, width, height, isDark);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _driver?.Dispose();
        try
        {
            _profile.Dispose();
        }
        catch (IOException)
        {
            // A last process of the browser still writes there: what is left is a cache in the system's folder for such.
        }
    }

    private ChromeDriver Start()
    {
        // The path of the driver is given: nothing is to be looked for or downloaded.
        ChromeDriverService service = ChromeDriverService.CreateDefaultService(DriverFolder, DriverFile);
        service.SuppressInitialDiagnosticInformation = true;

        // The stub's authority is a development one, of this test alone: the browser cannot know it.
        var options = new ChromeOptions { BinaryLocation = Browser, AcceptInsecureCertificates = true };
        options.AddArguments(
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", $"--user-data-dir={_profile.FullName}");
        options.SetLoggingPreference(LogType.Browser, OpenQA.Selenium.LogLevel.Warning);
        var driver = new ChromeDriver(service, options, s_commandDeadline);
        driver.Manage().Timeouts().AsynchronousJavaScript = Soon.Wait;
        return driver;
    }
}
