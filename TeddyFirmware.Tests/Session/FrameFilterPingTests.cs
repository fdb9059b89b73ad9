using System.Text;
using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Pings that are answered without the library.</summary>
    [TestClass]
    public class FrameFilterPingTests
    {
        private const int Limit = 8192;
        private const int Pong = 10;

        [TestMethod]
        public void Pings_and_pongs_are_taken_out_and_texts_go_on()
        {
            byte[] text = Frames.Final(Frames.Text, Bytes.Of("text"));
            byte[] stream = Bytes.Join(Frames.Final(Frames.Ping, Bytes.Of("one")), Bytes.Join(text, Frames.Final(Pong, Bytes.Of("two"))));
            FrameFilter filter = new FrameFilter(Limit, true);
            int kept = filter.Pass(stream, 0, stream.Length);
            Assert.AreEqual(Bytes.ToHex(text), Bytes.ToHex(Bytes.Slice(stream, 0, kept)));
            Assert.AreEqual(0, filter.DroppedCount, "they are no unknown frames");
            Assert.AreEqual(3, filter.FrameCount, "but signs of life");
            Assert.AreEqual("one", Taken(filter));
        }

        [TestMethod]
        public void A_ping_in_the_middle_of_a_message_is_taken_out_too()
        {
            byte[] first = Frames.Part(Frames.Text, Bytes.Of("Hel"));
            byte[] last = Frames.Final(Frames.Continuation, Bytes.Of("lo"));
            byte[] stream = Bytes.Join(first, Bytes.Join(Frames.Final(Frames.Ping, Bytes.Of("x")), last));
            FrameFilter filter = new FrameFilter(Limit, true);
            int kept = filter.Pass(stream, 0, stream.Length);
            Assert.AreEqual(Bytes.ToHex(Bytes.Join(first, last)), Bytes.ToHex(Bytes.Slice(stream, 0, kept)));
            Assert.AreEqual(0, filter.Fault);
            Assert.AreEqual("x", Taken(filter));
        }

        // RFC 6455, 5.5.3: an answer to the most recent ping is enough.
        [TestMethod]
        public void Of_several_pings_the_last_is_answered_and_only_once()
        {
            FrameFilter filter = new FrameFilter(Limit, true);
            byte[] stream = Bytes.Join(Frames.Final(Frames.Ping, Bytes.Of("first")), Frames.Final(Frames.Ping, Bytes.Of("second")));
            filter.Pass(stream, 0, stream.Length);
            Assert.AreEqual("second", Taken(filter));
            Assert.IsNull(Taken(filter));
        }

        [TestMethod]
        public void A_ping_without_payload_and_one_of_125_bytes_are_answered()
        {
            FrameFilter filter = new FrameFilter(Limit, true);
            byte[] empty = Frames.Final(Frames.Ping, new byte[0]);
            filter.Pass(empty, 0, empty.Length);
            Assert.AreEqual(string.Empty, Taken(filter));
            byte[] longest = Frames.Final(Frames.Ping, Bytes.Of(Bytes.Text('p', 125)));
            filter.Pass(longest, 0, longest.Length);
            Assert.AreEqual(Bytes.Text('p', 125), Taken(filter));
        }

        [TestMethod]
        public void Half_a_ping_is_answered_when_it_is_whole()
        {
            FrameFilter filter = new FrameFilter(Limit, true);
            byte[] ping = Frames.Final(Frames.Ping, Bytes.Of("whole"));
            Assert.AreEqual(0, filter.Pass(ping, 0, 4));
            Assert.IsNull(Taken(filter));
            filter.Pass(ping, 4, ping.Length - 4);
            Assert.AreEqual("whole", Taken(filter));
        }

        [TestMethod]
        public void A_ping_that_is_too_long_is_a_fault_and_no_ping()
        {
            FrameFilter filter = new FrameFilter(Limit, true);
            byte[] ping = Frames.Final(Frames.Ping, new byte[126]);
            filter.Pass(ping, 0, ping.Length);
            Assert.AreEqual(1002, filter.Fault);
            Assert.IsNull(Taken(filter));
        }

        [TestMethod]
        public void Left_to_the_library_pings_go_on()
        {
            FrameFilter filter = new FrameFilter(Limit);
            byte[] ping = Frames.Final(Frames.Ping, Bytes.Of("x"));
            Assert.AreEqual(ping.Length, filter.Pass(ping, 0, ping.Length));
            Assert.IsNull(Taken(filter));
        }

        private static string Taken(FrameFilter filter)
        {
            byte[] body = new byte[125];
            int length = filter.TakePing(body);
            return length < 0 ? null : Encoding.UTF8.GetString(body, 0, length) ?? string.Empty;
        }
    }
}
