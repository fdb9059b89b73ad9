using nanoFramework.TestFramework;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>Frames of a server, judged and joined in whatever pieces they come (RFC 6455, section 5; contract, section 4).</summary>
    [TestClass]
    public class FrameReaderTests
    {
        private const int Limit = 8192;

        [TestMethod]
        [DataRow("81026869", "text(hi)")]
        [DataRow("8100", "text()")]
        [DataRow("810548656c6c6f", "text(Hello)")]
        [DataRow("010348656c80026c6f", "text(Hello)")]
        [DataRow("010268658900800179", "pong() text(hey)")]
        [DataRow("0100000080008900", "text() pong()")]
        [DataRow("8a07756e61736b6564", "")]
        [DataRow("890548656c6c6f8a0548656c6c6f", "pong(Hello)")]
        [DataRow("8902686989026f6b", "pong(hi) pong(ok)")]
        [DataRow("8203010203810161", "ignored text(a)")]
        [DataRow("02010100010280010381016a", "ignored text(j)")]
        [DataRow("817e00026869", "text(hi)")]
        [DataRow("817f00000000000000026869", "text(hi)")]
        [DataRow("0102f09f80029880", "text(\U0001F600)")]
        public void What_a_server_may_send(string hex, string events) => Gives(events, Bytes.FromHex(hex));

        // RFC 6455: 5.1 masks, 5.2 reserved bits, opcodes and lengths, 5.4 fragments, 5.5 control frames.
        [TestMethod]
        [DataRow("8300"), DataRow("8400"), DataRow("8500"), DataRow("8600"), DataRow("8700"), DataRow("8b00")]
        [DataRow("8c00"), DataRow("8d00"), DataRow("8e00"), DataRow("8f00"), DataRow("c10161"), DataRow("a10161")]
        [DataRow("910161"), DataRow("c900"), DataRow("818201020304696b"), DataRow("818000000000"), DataRow("0900")]
        [DataRow("0a00"), DataRow("0800"), DataRow("897e007e"), DataRow("897e000161"), DataRow("887f"), DataRow("800178")]
        [DataRow("0000"), DataRow("010161810162"), DataRow("010161820162"), DataRow("010161010162")]
        [DataRow("817fffffffffffffffff"), DataRow("817f8000000000000000")]
        public void What_breaks_the_protocol_fails_with_1002(string hex)
        {
            Gives("fail(1002)", Bytes.FromHex(hex));
            Gives("text(good) fail(1002)", Bytes.Join(Frames.Final(Frames.Text, Bytes.Of("good")), Bytes.FromHex(hex)));
        }

        [TestMethod]
        [DataRow("810acebae1bdb9cf83eda080"), DataRow("8102c328"), DataRow("8101e2"), DataRow("8102c080")]
        [DataRow("8104f4908080"), DataRow("0102f09f800161"), DataRow("0101c3800128"), DataRow("0102f09f8000")]
        [DataRow("880303e8ff")]
        public void What_is_not_UTF8_fails_with_1007(string hex) => Gives("fail(1007)", Bytes.FromHex(hex));

        [TestMethod]
        public void A_ping_inside_a_letter_is_answered_before_the_letter_fails() =>
            Gives("pong() fail(1007)", Bytes.FromHex("010241f000008900800141"));

        [TestMethod]
        [DataRow("8800", "close(1005)")]
        [DataRow("880203e8", "close(1000)")]
        [DataRow("880203eb", "close(1003)")]
        [DataRow("880203ef", "close(1007)")]
        [DataRow("880203f4", "close(1012)")]
        [DataRow("880203f5", "close(1013)")]
        [DataRow("880203f6", "close(1014)")]
        [DataRow("88020bb8", "close(3000)")]
        [DataRow("880711976c61746572", "close(4503)")]
        [DataRow("88021387", "close(4999)")]
        [DataRow("880103", "fail(1002)")]
        [DataRow("88020000", "fail(1002)")]
        [DataRow("880203e7", "fail(1002)")]
        [DataRow("880203ec", "fail(1002)")]
        [DataRow("880203ed", "fail(1002)")]
        [DataRow("880203ee", "fail(1002)")]
        [DataRow("880203f7", "fail(1002)")]
        [DataRow("880203f8", "fail(1002)")]
        [DataRow("88020bb7", "fail(1002)")]
        [DataRow("88021388", "fail(1002)")]
        [DataRow("8802ffff", "fail(1002)")]
        public void A_close_frame_is_read_and_a_code_that_may_not_be_sent_fails_with_1002(string hex, string events) =>
            Gives(events, Bytes.Join(Bytes.FromHex(hex), Bytes.FromHex("810161")));

        [TestMethod]
        public void Control_frames_hold_up_to_125_bytes()
        {
            Gives("pong(125 bytes)", Frames.Final(Frames.Ping, Bytes.Repeat('x', 125)));
            Gives("close(1013)", Frames.CloseWith(1013, Bytes.Text('r', 123)));
        }

        [TestMethod]
        public void A_text_of_8192_bytes_is_delivered_and_one_more_is_passed_over_while_the_session_stays()
        {
            byte[] after = Frames.Final(Frames.Text, Bytes.Of("after"));
            Gives("text(8192 bytes) text(after)", Bytes.Join(Frames.Final(Frames.Text, Bytes.Repeat('A', Limit)), after));
            Gives("long text(after)", Bytes.Join(Frames.Final(Frames.Text, Bytes.Repeat('A', Limit + 1)), after));
        }

        [TestMethod]
        public void Fragments_count_together_and_control_frames_do_not()
        {
            byte[] half = Bytes.Join(Frames.Part(Frames.Text, Bytes.Repeat('A', Limit - 3)), Frames.Final(Frames.Ping, Bytes.Repeat('x', 125)));
            byte[] after = Frames.Final(Frames.Text, Bytes.Of("after"));
            byte[] rest = Frames.Final(Frames.Continuation, Bytes.Repeat('A', 3));
            Gives("pong(125 bytes) text(8192 bytes) text(after)", Bytes.Join(half, Bytes.Join(rest, after)));
            byte[] more = Bytes.Join(Frames.Part(Frames.Continuation, Bytes.Repeat('A', 4)), rest);
            Gives("pong(125 bytes) long text(after)", Bytes.Join(half, Bytes.Join(more, after)));
        }

        [TestMethod]
        [DataRow("817f0000000080000000"), DataRow("817f7fffffffffffffff"), DataRow("017e2001")]
        public void A_length_of_gigabytes_is_passed_over_and_nothing_is_kept(string header) => Gives("long", Bytes.FromHex(header));

        [TestMethod]
        public void What_is_passed_over_is_not_read_as_text()
        {
            byte[] after = Frames.Final(Frames.Text, Bytes.Of("after"));
            Gives("ignored text(after)", Bytes.Join(Frames.Final(Frames.Binary, Bytes.Repeat(0xFF, 20)), after));
            Gives("long text(after)", Bytes.Join(Frames.Final(Frames.Text, Bytes.Repeat(0xFF, Limit + 1)), after));
        }

        private static void Gives(string events, byte[] stream) => Assert.AreEqual(events, Events(stream));

        // The same whatever the pieces.
        private static string Events(byte[] stream)
        {
            string whole = FrameTranscript.Of(stream, new int[] { stream.Length });
            int[][] cuts = { new int[] { 1 }, new int[] { 2 }, new int[] { 3, 1 }, new int[] { 7 }, new int[] { 100, 1 } };
            for (int i = 0; i < cuts.Length; i++)
            {
                // Byte by byte through long texts takes the board seconds.
                if (stream.Length < 300 || i == cuts.Length - 1)
                {
                    Assert.AreEqual(whole, FrameTranscript.Of(stream, cuts[i]), "cut " + i.ToString());
                }
            }

            return whole;
        }
    }
}
