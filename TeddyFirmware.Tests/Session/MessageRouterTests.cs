using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Messages go to the handler of their type.</summary>
    [TestClass]
    public class MessageRouterTests
    {
        private const string Play = "{\"type\":\"play\"}";

        private static FakePlatform s_platform;
        private static MessageRouter s_router;

        [TestMethod]
        public void A_message_goes_to_the_handler_of_its_type_alone()
        {
            RecordingHandler play = Begin("play");
            RecordingHandler stop = Register("stop");
            Route("{\"n\":1,\"type\":\"play\",\"x\":{\"type\":\"stop\"}}");
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
            RecordingHandler play = Begin("play");
            Route(text);
            Assert.AreEqual(0, play.Count);
            Assert.AreEqual(1, s_router.IgnoredCount);
            Assert.AreEqual(0, s_router.FailedCount);
        }

        [TestMethod]
        public void A_processing_result_needs_no_handler_and_is_not_counted()
        {
            Begin("play");
            Route("{\"type\":\"processed\",\"seq\":1,\"length\":5}");
            Assert.AreEqual(0, s_router.IgnoredCount);
            Route("{\"type\":\"processed!\"}");
            Assert.AreEqual(1, s_router.IgnoredCount);
        }

        [TestMethod]
        public void A_processing_result_goes_to_its_handler_where_there_is_one()
        {
            RecordingHandler processed = Begin(MessageRouter.ProcessedType);
            Route("{\"type\":\"processed\",\"seq\":1,\"length\":5}");
            Assert.AreEqual(1, processed.Count);
        }

        [TestMethod]
        public void A_handler_that_throws_costs_its_message_and_not_the_next()
        {
            RecordingHandler play = Begin("play");
            play.Throws = true;
            Route(Play);
            Assert.AreEqual(1, s_router.FailedCount);
            Assert.AreEqual(1, s_platform.Lines.CountOf("InvalidOperationException"));
            Assert.AreEqual(0, s_platform.Lines.CountOf("PLANTED"));
            play.Throws = false;
            Route(Play);
            Assert.AreEqual(2, play.Count);
            Assert.AreEqual(1, s_router.FailedCount);
        }

        [TestMethod]
        public void A_later_handler_replaces_an_earlier_one()
        {
            RecordingHandler first = Begin("play");
            RecordingHandler second = Register("play");
            Route(Play);
            Assert.AreEqual(0, first.Count);
            Assert.AreEqual(1, second.Count);
        }

        [TestMethod]
        public void Only_the_message_s_own_bytes_are_read()
        {
            RecordingHandler play = Begin("play");
            s_router.Route(Bytes.Of(Play + " left over"), Play.Length);
            Assert.AreEqual(Play, play.Last);
        }

        [TestMethod]
        public void A_slow_handler_holds_up_nobody_and_later_messages_wait_in_order()
        {
            RecordingHandler play = Begin("play");
            s_platform.FakeWorker.IsHeld = true;
            Route("{\"type\":\"play\",\"n\":1}");
            Route("{\"type\":\"play\",\"n\":2}");
            Assert.AreEqual(0, play.Count, "the router did not wait for the handler");
            s_platform.FakeWorker.Release();
            Assert.AreEqual(2, play.Count);
            Assert.AreEqual("{\"type\":\"play\",\"n\":2}", play.Last);
            Assert.AreEqual(1, s_platform.FakeWorker.StartCount, "one run for both");
        }

        [TestMethod]
        public void After_a_run_the_next_message_starts_another()
        {
            RecordingHandler play = Begin("play");
            Route(Play);
            Route(Play);
            Assert.AreEqual(2, play.Count);
            Assert.AreEqual(2, s_platform.FakeWorker.StartCount);
        }

        [TestMethod]
        public void A_handler_that_never_returns_costs_messages_that_are_counted_and_no_memory()
        {
            RecordingHandler play = Begin("play");
            s_platform.FakeWorker.IsHeld = true;
            for (int i = 0; i < 100; i++)
            {
                Route(Play);
            }

            Assert.AreEqual(100 - HandlerQueue.MaxMessages, s_router.DroppedCount);
            s_platform.FakeWorker.Release();
            Assert.AreEqual(HandlerQueue.MaxMessages, play.Count);
        }

        [TestMethod]
        public void Messages_of_8192_bytes_wait_one_at_a_time()
        {
            Begin("play");
            s_platform.FakeWorker.IsHeld = true;
            string head = "{\"type\":\"play\",\"x\":\"";
            Route(head + Bytes.Text('x', 8192 - head.Length - 2) + "\"}");
            Route(Play);
            Assert.AreEqual(1, s_router.DroppedCount);
        }

        // A router of its own for each test, with one handler.
        private static RecordingHandler Begin(string type)
        {
            s_platform = new FakePlatform();
            s_router = new MessageRouter(s_platform.FakeWorker, s_platform.NewLog());
            return Register(type);
        }

        private static RecordingHandler Register(string type)
        {
            RecordingHandler handler = new RecordingHandler();
            s_router.Register(type, handler);
            return handler;
        }

        private static void Route(string text)
        {
            byte[] message = Bytes.Of(text);
            s_router.Route(message, message.Length);
        }
    }
}
