using System.Text.RegularExpressions;

namespace ServerStub.Tests.Page;

/// <summary>The files of the page, as they are served. What they do is tested in a browser (VirtualDevice.Tests/Page).</summary>
public sealed partial class PageFilesTests : StubTests
{
    [Fact]
    public async Task The_page_and_all_that_it_names_is_served_under_a_strict_policy_and_comes_from_nowhere_else()
    {
        var wanted = new Queue<string>(["/"]);
        var seen = new HashSet<string>(["/"]);
        while (wanted.TryDequeue(out string? path))
        {
            using HttpResponseMessage answer = await Stub.Http.GetAsync(path, Stub.Stop);
            string text = await answer.Content.ReadAsStringAsync(Stub.Stop);
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy);
            Assert.Contains("require-trusted-types-for 'script'", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.DoesNotMatch(ForeignAddress(), text);
            foreach (Match match in Reference().Matches(text))
            {
                string name = new Uri(new Uri(Stub.Server.BaseUri, path), match.Groups["path"].Value).AbsolutePath;
                if (seen.Add(name))
                {
                    wanted.Enqueue(name);
                }
            }
        }

        Assert.Contains("/script/view/timeline.js", seen);
        Assert.Contains("/style/timeline.css", seen);
        Assert.True(seen.Count > 40, $"{seen.Count} files were found");
    }

    [Fact]
    public async Task The_markup_has_no_script_no_style_and_no_handler_of_its_own()
    {
        string markup = await Stub.Http.GetStringAsync("/", Stub.Stop);

        Assert.DoesNotMatch(Inline(), markup);
    }

    [Theory]
    [InlineData("/script/none.js")]
    [InlineData("/script/../Program.cs")]
    [InlineData("/%2e%2e/ServerStub.csproj")]
    [InlineData("/Scenarios/refresh-401.json")]
    [InlineData("/script/")]
    public async Task Nothing_else_of_the_program_is_served(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await Stub.GetStatusAsync(path));

    [Fact]
    public async Task A_page_that_the_browser_has_already_is_not_sent_again()
    {
        using HttpResponseMessage first = await Stub.Http.GetAsync("/", Stub.Stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using HttpResponseMessage second = await Stub.Http.SendAsync(request, Stub.Stop);

        Assert.True(first.Headers.CacheControl?.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [GeneratedRegex("""(?:src|href)="(?<path>/[^"]*)"|^import .*from "(?<path>[^"]+)";""", RegexOptions.Multiline)]
    private static partial Regex Reference();

    // The names of XML and CSS namespaces are no addresses that are fetched.
    [GeneratedRegex("""(?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z0-9-]+\.[a-z]""")]
    private static partial Regex ForeignAddress();

    [GeneratedRegex("""<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
