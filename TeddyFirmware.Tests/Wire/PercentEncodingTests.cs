using nanoFramework.TestFramework;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Percent-encoding (RFC 3986, sections 2.1 and 2.3).</summary>
    [TestClass]
    public class PercentEncodingTests
    {
        [TestMethod]
        [DataRow("ABCXYZabcxyz0189-._~", "ABCXYZabcxyz0189-._~")]
        [DataRow("", "")]
        [DataRow(" ", "%20")]
        [DataRow("a/b?c#d&e=f+g", "a%2Fb%3Fc%23d%26e%3Df%2Bg")]
        [DataRow("100%", "100%25")]
        [DataRow("%41", "%2541")]
        [DataRow("\u00e9\u20ac", "%C3%A9%E2%82%AC")]
        [DataRow("@:;,!$'()*[]", "%40%3A%3B%2C%21%24%27%28%29%2A%5B%5D")]
        [DataRow("\r\n\t", "%0D%0A%09")]
        [DataRow("`{|}\"<>\\^", "%60%7B%7C%7D%22%3C%3E%5C%5E")]
        public void Everything_but_the_unreserved_is_encoded(string text, string encoded) => Assert.AreEqual(encoded, PercentEncoding.Encode(text));
    }
}
