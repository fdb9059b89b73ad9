using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Messages go to the handler of their type.</summary>
    [TestClass]
    public class MessageRouterTests
    {
        [TestMethod]
        public void A_message_goes_to_the_handler_of_its_type_alone()
        {
            MessageRouter router = new MessageRouter(new FakePlatform().NewLog());
            RecordingHandler play = new RecordingHandler();
            RecordingHandler stop = new RecordingHandler();
            router.Register("play", play);
            router.Register("stop", stop);
            Route(router, "{\"n\":1,\"type\":\"play\",\"x\":{\"type\":\"stop\"}}");
            Assert.AreEqual(1, play.Count);
            Assert.AreEqual(0, stop.Count);
            Assert.AreEqual("{\"n\":1,\"type\":\"play\",\"x\":{\"type\":\"stop\"}}", play.Last);
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("plain text")]
        [DataRow("[1]")]
        [DataRow("{}")]
        [DataRow("{\"type\":5}")]
        [DataRow("{\"type\":null}")]
        [DataRow("{\"type\":\"unknown\"}")]
        [DataRow("{\"type\":\"play\\u0000\"}")]
        [DataRow("{\"type\":\"a type of more than thirty-two bytes\"}")]
        [DataRow("{\"kind\":\"play\"}")]
        [DataRow("{broken")]
        public void Messages_without_a_handler_are_counted(string text)
        {
            MessageRouter router = new MessageRouter(new FakePlatform().NewLog());
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            Route(router, text);
            Assert.AreEqual(0, play.Count);
            Assert.AreEqual(1, router.IgnoredCount);
            Assert.AreEqual(0, router.FailedCount);
        }

        [TestMethod]
        public void A_handler_that_throws_costs_its_message_and_not_the_next()
        {
            FakePlatform platform = new FakePlatform();
            MessageRouter router = new MessageRouter(platform.NewLog());
            RecordingHandler play = new RecordingHandler { Throws = true };
            router.Register("play", play);
            Route(router, "{\"type\":\"play\"}");
            Assert.AreEqual(1, router.FailedCount);
            Assert.AreEqual(1, platform.Lines.CountOf("InvalidOperationException"));
            Assert.AreEqual(0, platform.Lines.CountOf("PLANTED"));
            play.Throws = false;
            Route(router, "{\"type\":\"play\"}");
            Assert.AreEqual(2, play.Count);
            Assert.AreEqual(1, router.FailedCount);
        }

        [TestMethod]
        public void A_later_handler_replaces_an_earlier_one()
        {
            MessageRouter router = new MessageRouter(new FakePlatform().NewLog());
            RecordingHandler first = new RecordingHandler();
            RecordingHandler second = new RecordingHandler();
            router.Register("play", first);
            router.Register("play", second);
            Route(router, "{\"type\":\"play\"}");
            Assert.AreEqual(0, first.Count);
            Assert.AreEqual(1, second.Count);
        }

        [TestMethod]
        public void Only_the_message_s_own_bytes_are_read()
        {
            MessageRouter router = new MessageRouter(new FakePlatform().NewLog());
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            router.Route(Bytes.Of("{\"type\":\"play\"} left over"), 15);
            Assert.AreEqual("{\"type\":\"play\"}", play.Last);
        }

        private static void Route(MessageRouter router, string text)
        {
            byte[] message = Bytes.Of(text);
            router.Route(message, message.Length);
        }
    }
}
