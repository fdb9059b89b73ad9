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
            MessageRouter router = NewRouter(new FakePlatform());
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
            MessageRouter router = NewRouter(new FakePlatform());
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            Route(router, text);
            Assert.AreEqual(0, play.Count);
            Assert.AreEqual(1, router.IgnoredCount);
            Assert.AreEqual(0, router.FailedCount);
        }

        [TestMethod]
        public void A_processing_result_needs_no_handler_and_is_not_counted()
        {
            MessageRouter router = NewRouter(new FakePlatform());
            Route(router, "{\"type\":\"processed\",\"seq\":1,\"length\":5}");
            Assert.AreEqual(0, router.IgnoredCount);
            Route(router, "{\"type\":\"processed!\"}");
            Assert.AreEqual(1, router.IgnoredCount);
        }

        [TestMethod]
        public void A_processing_result_goes_to_its_handler_where_there_is_one()
        {
            MessageRouter router = NewRouter(new FakePlatform());
            RecordingHandler processed = new RecordingHandler();
            router.Register(MessageRouter.ProcessedType, processed);
            Route(router, "{\"type\":\"processed\",\"seq\":1,\"length\":5}");
            Assert.AreEqual(1, processed.Count);
        }

        [TestMethod]
        public void A_handler_that_throws_costs_its_message_and_not_the_next()
        {
            FakePlatform platform = new FakePlatform();
            MessageRouter router = NewRouter(platform);
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
            MessageRouter router = NewRouter(new FakePlatform());
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
            MessageRouter router = NewRouter(new FakePlatform());
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            router.Route(Bytes.Of("{\"type\":\"play\"} left over"), 15);
            Assert.AreEqual("{\"type\":\"play\"}", play.Last);
        }

        [TestMethod]
        public void A_slow_handler_holds_up_nobody_and_later_messages_wait_in_order()
        {
            FakePlatform platform = new FakePlatform();
            MessageRouter router = NewRouter(platform);
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            platform.FakeWorker.IsHeld = true;
            Route(router, "{\"type\":\"play\",\"n\":1}");
            Route(router, "{\"type\":\"play\",\"n\":2}");
            Assert.AreEqual(0, play.Count, "the router did not wait for the handler");
            platform.FakeWorker.Release();
            Assert.AreEqual(2, play.Count);
            Assert.AreEqual("{\"type\":\"play\",\"n\":2}", play.Last);
            Assert.AreEqual(1, platform.FakeWorker.StartCount, "one run for both");
        }

        [TestMethod]
        public void After_a_run_the_next_message_starts_another()
        {
            FakePlatform platform = new FakePlatform();
            MessageRouter router = NewRouter(platform);
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            Route(router, "{\"type\":\"play\"}");
            Route(router, "{\"type\":\"play\"}");
            Assert.AreEqual(2, play.Count);
            Assert.AreEqual(2, platform.FakeWorker.StartCount);
        }

        [TestMethod]
        public void A_handler_that_never_returns_costs_messages_that_are_counted_and_no_memory()
        {
            FakePlatform platform = new FakePlatform();
            MessageRouter router = NewRouter(platform);
            RecordingHandler play = new RecordingHandler();
            router.Register("play", play);
            platform.FakeWorker.IsHeld = true;
            for (int i = 0; i < 100; i++)
            {
                Route(router, "{\"type\":\"play\"}");
            }

            Assert.AreEqual(100 - HandlerQueue.MaxMessages, router.DroppedCount);
            platform.FakeWorker.Release();
            Assert.AreEqual(HandlerQueue.MaxMessages, play.Count);
        }

        [TestMethod]
        public void Messages_of_8192_bytes_wait_one_at_a_time()
        {
            FakePlatform platform = new FakePlatform();
            MessageRouter router = NewRouter(platform);
            router.Register("play", new RecordingHandler());
            platform.FakeWorker.IsHeld = true;
            string head = "{\"type\":\"play\",\"x\":\"";
            string longest = head + Bytes.Text('x', 8192 - head.Length - 2) + "\"}";
            Route(router, longest);
            Route(router, "{\"type\":\"play\"}");
            Assert.AreEqual(1, router.DroppedCount);
        }

        private static MessageRouter NewRouter(FakePlatform platform) => new MessageRouter(platform.FakeWorker, platform.NewLog());

        private static void Route(MessageRouter router, string text)
        {
            byte[] message = Bytes.Of(text);
            router.Route(message, message.Length);
        }
    }
}
