using nanoFramework.TestFramework;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the network tests expect of the server at <c>PlatformUnderTest.ServerBaseUrl</c>.</summary>
    /// <remarks>
    /// It writes at most 4,096 bytes into a TLS record, because a board breaks off at a longer one (see HttpsTransport).
    /// POST, with a JSON content type in each answer:
    /// <list type="bullet">
    /// <item><c>/contract/status/N</c>: status N and the body <c>{"status":N}</c>, none with 204; Retry-After: 7 with 429 and 503</item>
    /// <item><c>/contract/echo</c>: 200 and the request's body</item>
    /// <item><c>/contract/body/N</c>, <c>/contract/chunked/N</c>: 200 and N bytes, with Content-Length or in chunks</item>
    /// <item><c>/contract/truncated</c>: Content-Length 100, 50 bytes, then the end of the stream</item>
    /// <item><c>/contract/silent</c>: no answer for 30 s</item>
    /// <item><c>/contract/drip</c>: Content-Length 8000, a byte each 100 ms</item>
    /// </list>
    /// WebSocket:
    /// <list type="bullet">
    /// <item><c>/contract/ws/echo</c>: sends back each text; answers a close frame with its code</item>
    /// <item><c>/contract/ws/close/N</c>: accepts, then closes with code N</item>
    /// <item><c>/contract/ws/drop</c>: accepts, then ends the stream without a close frame</item>
    /// <item><c>/contract/ws/refuse/N</c>: answers the upgrade with status N and Retry-After: 7</item>
    /// <item><c>/contract/ws/large/N</c>: sends one text of N bytes, then as echo</item>
    /// <item><c>/contract/ws/fragments</c>: sends the text abc in three frames, with a ping between, then as echo</item>
    /// <item><c>/contract/ws/binary</c>: sends a binary message, then the text after, then as echo</item>
    /// <item><c>/contract/ws/badutf8</c>: sends a text that is not UTF-8</item>
    /// <item><c>/contract/ws/noanswer</c>: does not answer the upgrade for 30 s</item>
    /// </list>
    /// </remarks>
    public static class ContractServer
    {
        private const string Https = "https://";

        /// <summary>Makes a URL, or skips the test where there is no server.</summary>
        /// <param name="path">Begins with a slash.</param>
        /// <returns>The absolute <c>https://</c> URL.</returns>
        public static string Url(string path) => Need(PlatformUnderTest.ServerBaseUrl) + path;

        /// <summary>Makes a URL of the server that must be refused, or skips the test where there is none.</summary>
        /// <param name="path">Begins with a slash.</param>
        /// <returns>The absolute <c>https://</c> URL.</returns>
        public static string ForeignUrl(string path) => Need(PlatformUnderTest.ForeignServerBaseUrl) + path;

        /// <summary>Turns a URL into a WebSocket's.</summary>
        /// <param name="httpsUrl">An absolute <c>https://</c> URL.</param>
        /// <returns>The same with <c>wss://</c>.</returns>
        public static string ToWebSocket(string httpsUrl) => "wss://" + httpsUrl.Substring(Https.Length);

        private static string Need(string baseUrl)
        {
            if (baseUrl == null)
            {
                Assert.SkipTest("needs a contract server, see ContractServer.cs");
            }

            return baseUrl;
        }
    }
}
