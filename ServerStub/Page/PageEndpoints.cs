using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace ServerStub.Page;

/// <summary>
/// The page at <c>/</c>: files inside the program, so that it is there wherever the stub runs, and works offline. It holds
/// nothing of the stub; what it shows it gets from the control API, which knows who may.
/// </summary>
internal static class PageEndpoints
{
    // Nothing but our own files, no script or style in the markup, no way from a text to markup (Trusted Types), no frame around it.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Serves the page; everything else goes on to the endpoints.</summary>
    public static void UsePage(this WebApplication app)
    {
        var files = new FileServerOptions { FileProvider = new EmbeddedFileProvider(typeof(PageEndpoints).Assembly, "ServerStub.Page.Site") };
        files.StaticFileOptions.OnPrepareResponse = prepared => AddHeaders(prepared.Context.Response.Headers);
        app.UseFileServer(files);
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Asked for anew each time, and answered with 304 while the program is the same: a new stub has a new page.
        headers[HeaderNames.CacheControl] = "no-cache";
    }
}
