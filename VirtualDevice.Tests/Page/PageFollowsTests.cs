using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenQA.Selenium;
using ServerStub;

namespace VirtualDevice.Tests.Page;

/// <summary>How the page stays with its stub: breaks, new runs, and the key.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageFollowsTests(Chromium chromium)
{
    private const string StreamPath = "/control/events/stream";
    private const string ControlKey = "a-key-of-this-test-alone";

    [Fact]
    public async Task After_a_break_the_page_goes_on_with_the_event_after_the_last_one()
    {
        var streams = new ConcurrentQueue<HttpContext>();
        var resumed = new ConcurrentQueue<string>();
        await using Bench bench = await Bench.StartAsync(options => options with
        {
            BeforeEndpoints = app => app.Use((context, next) =>
        {
            if (context.Request.Path == StreamPath)
            {
                resumed.Enqueue(context.Request.Headers["Last-Event-ID"].ToString());
                streams.Enqueue(context);
            }

            return next(context);
        })
        });
        using BrowserPage page = chromium.Open(bench.Stub.BaseUri);
        page.UntilEvents("The stub started");

        Assert.True(streams.TryDequeue(out HttpContext? first));
        await bench.ClaimAsync();
        page.UntilEvents("Claim answered with 200");
        first.Abort();
        await bench.ClaimAsync();

        page.UntilEvents("Claim answered with 200", count: 2);
        page.Until("return document.querySelector('#link').textContent === 'Live'");
        Assert.Equal("", resumed.First());
        Assert.EndsWith("-2", resumed.Last());
        Assert.Equal(3, page.Run<long>("return document.querySelectorAll('#events li').length"));
    }

    [Fact]
    public async Task The_page_tells_that_the_stub_is_gone_and_that_a_new_run_began()
    {
        using var folder = new TempFolder();
        var options = new StubOptions { DataFolder = folder["stub"] };
        StubServer first = await StubServer.StartAsync(options, TestContext.Current.CancellationToken);
        using BrowserPage page = chromium.Open(first.BaseUri);
        page.Until("return document.querySelector('#link').textContent === 'Live'");

        await first.DisposeAsync();
        page.Until("return document.querySelector('#link').textContent === 'Stub is gone'");
        Assert.Contains("The stub does not answer.", page.Text);

        await using StubServer second = await StubServer.StartAsync(options with { Port = first.Port }, TestContext.Current.CancellationToken);
        page.Until("return document.querySelector('#link').textContent === 'Live'");
        page.UntilSeen("A new run of the stub began");
        page.Until("return document.querySelectorAll('.device').length === 1");
        Assert.True(page.Run<bool>("return document.querySelector('#gone').hidden"));
    }

    [Fact]
    public async Task From_elsewhere_the_page_asks_for_the_key_and_keeps_it_in_the_tab_alone()
    {
        // As a proxy of another machine would forward it: the stub then takes the caller for somebody elsewhere.
        await using Bench bench = await Bench.StartAsync(options => options with
        {
            ControlKey = ControlKey,
            BeforeEndpoints = app => app.Use((context, next) =>
        {
            context.Request.Headers["X-Forwarded-For"] = "192.0.2.1";
            return next(context);
        })
        });
        using BrowserPage page = chromium.Open(bench.Stub.BaseUri);

        page.Until("return document.querySelector('#key-dialog').open");
        page.Press("not the key, but as long as one", Keys.Enter);
        page.UntilSeen("The key is wrong.");
        page.Press(ControlKey, Keys.Enter);
        page.Until("return document.querySelector('#link').textContent === 'Live'");
        page.Until("return document.querySelectorAll('.device').length === 1");

        Assert.False(page.Run<bool>("return document.querySelector('#key-dialog').open"));
        Assert.Equal(0, page.Run<long>("return localStorage.length + document.cookie.length"));
        Assert.DoesNotContain(ControlKey, page.Everything);
        Assert.DoesNotContain(ControlKey, page.Run<string>("return location.href + performance.getEntries().map(entry => entry.name).join()"));
    }
}
