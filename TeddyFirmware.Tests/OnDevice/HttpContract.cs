using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>What the core takes for granted of an HTTP transport.</summary>
    [TestClass]
    public class HttpContract
    {
        /// <summary>No status is an exception; Retry-After and Content-Type come as they are.</summary>
        /// <param name="status">The status.</param>
        [TestMethod]
        [DataRow(200), DataRow(204), DataRow(400), DataRow(401), DataRow(403), DataRow(404), DataRow(409), DataRow(422)]
        [DataRow(429), DataRow(500), DataRow(503)]
        public void EveryStatusIsAnAnswer(int status)
        {
            HttpExchange exchange = new HttpProbe().Post(ContractServer.Url("/contract/status/" + status.ToString()), HttpOutcome.Answered);
            Assert.AreEqual(status, exchange.Status);
            Assert.AreEqual(status == 429 || status == 503 ? "7" : null, exchange.RetryAfter);
            if (status != 204)
            {
                Assert.AreEqual(("{\"status\":" + status.ToString() + "}").Length, exchange.BodyLength);
            }
        }

        /// <summary>The body is sent whole and read whole.</summary>
        [TestMethod]
        public void SendsTheBody()
        {
            const string Json = "{\"device_id\":\"TEDDY-001\",\"mac\":\"0123456789abcdef\"}";
            HttpExchange exchange = new HttpProbe().Post(ContractServer.Url("/contract/echo"), HttpOutcome.Answered, Json);
            Assert.AreEqual(Json, System.Text.Encoding.UTF8.GetString(exchange.Body, 0, exchange.BodyLength));
        }

        /// <summary>8,192 bytes are read, one more is too long; with a length and in chunks.</summary>
        /// <param name="path">How the body is sent.</param>
        /// <param name="length">How long it is.</param>
        /// <param name="outcome">What comes of it.</param>
        [TestMethod]
        [DataRow("/contract/body/", 0, (int)HttpOutcome.Answered)]
        [DataRow("/contract/body/", 8192, (int)HttpOutcome.Answered)]
        [DataRow("/contract/body/", 8193, (int)HttpOutcome.BodyTooLong)]
        [DataRow("/contract/body/", 200000, (int)HttpOutcome.BodyTooLong)]
        [DataRow("/contract/chunked/", 3000, (int)HttpOutcome.Answered)]
        [DataRow("/contract/chunked/", 8192, (int)HttpOutcome.Answered)]
        [DataRow("/contract/chunked/", 8193, (int)HttpOutcome.BodyTooLong)]
        public void TheBodyIsBounded(string path, int length, int outcome)
        {
            HttpExchange exchange = new HttpProbe().Post(ContractServer.Url(path + length.ToString()), (HttpOutcome)outcome);
            Assert.AreEqual(200, exchange.Status);
            if (exchange.Outcome == HttpOutcome.Answered)
            {
                Assert.AreEqual(length, exchange.BodyLength);
            }
        }

        /// <summary>A body that ends before its announced length is told from a whole one.</summary>
        [TestMethod]
        public void ATruncatedBodyIsBroken() =>
            Assert.AreEqual(200, new HttpProbe().Post(ContractServer.Url("/contract/truncated"), HttpOutcome.BodyBroken).Status);

        /// <summary>The deadline holds for the wait for an answer, and for a body that comes byte by byte.</summary>
        /// <param name="path">The kind of slowness.</param>
        [TestMethod]
        [DataRow("/contract/silent"), DataRow("/contract/drip")]
        public void TheDeadlineHolds(string path)
        {
            IPlatform platform = PlatformUnderTest.Create();
            string url = ContractServer.Url(path);
            long startMs = platform.Clock.MonotonicMs;
            new HttpProbe(platform.Http).Post(url, HttpOutcome.TimedOut, "{}", 4000);
            long tookMs = platform.Clock.MonotonicMs - startMs;
            Assert.IsTrue(tookMs >= 3000 && tookMs < 6000, "took " + tookMs.ToString());
        }

        /// <summary>A certificate of another authority ends it before anything of the request is sent.</summary>
        [TestMethod]
        public void AForeignAuthorityIsRefused()
        {
            HttpExchange exchange = new HttpProbe().Post(ContractServer.ForeignUrl("/contract/echo"), HttpOutcome.TlsRefused);
            Assert.AreEqual(0, exchange.Status);
            Assert.IsNotNull(exchange.ErrorClass, "error class");
        }

        /// <summary>After a refusal the next exchange works, at once and on the same adapter.</summary>
        [TestMethod]
        public void ARefusalLeavesNothingBehind()
        {
            IPlatform platform = PlatformUnderTest.Create();
            string foreign = ContractServer.ForeignUrl("/contract/echo");
            string own = ContractServer.Url("/contract/echo");
            for (int i = 0; i < 3; i++)
            {
                new HttpProbe(platform.Http).Post(foreign, HttpOutcome.TlsRefused);
                new HttpProbe(platform.Http).Post(own, HttpOutcome.Answered);
            }
        }

        /// <summary>Nobody listens: unreachable, not a timeout, and not an exception.</summary>
        [TestMethod]
        public void AClosedPortIsUnreachable()
        {
            string url = ContractServer.Url(string.Empty);
            string host = url.Substring(0, url.LastIndexOf(':'));
            new HttpProbe().Post(host + ":1/x", HttpOutcome.Unreachable);
        }

        /// <summary>An abandoned exchange hinders the next one for no longer than the next one's deadline.</summary>
        [TestMethod]
        public void AbandonMakesReady()
        {
            IPlatform platform = PlatformUnderTest.Create();
            HttpProbe abandoned = new HttpProbe(platform.Http);
            abandoned.Begin(ContractServer.Url("/contract/silent"), "{}", 3000);
            Thread.Sleep(1000);
            platform.Http.Abandon();
            new HttpProbe(platform.Http).Post(ContractServer.Url("/contract/echo"), HttpOutcome.Answered);
            Assert.IsTrue(abandoned.ReportCount <= 1, "reported twice");
        }
    }
}
