using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Frames of a server, judged while they pass in whatever pieces (RFC 6455, section 5).</summary>
    [TestClass]
    public class FrameFilterTests
    {
        private const int Limit = 8192;

        [TestMethod]
        public void Rfc_6455_section_5_7_unmasked_text()
        {
            Passes("810548656c6c6f", 1);
        }

        [TestMethod]
        public void Rfc_6455_section_5_7_fragmented_text()
        {
            Passes("010348656c80026c6f", 2);
        }

        [TestMethod]
        public void Rfc_6455_section_5_7_ping_and_256_bytes()
        {
            Passes("890548656c6c6f", 1);
            byte[] binary = Frames.Final(Frames.Binary, Bytes.Repeat(7, 256));
            Assert.AreEqual("827e0100", Bytes.ToHex(Bytes.Slice(binary, 0, 4)));
            Passes(Bytes.ToHex(binary), 1);
        }

        [TestMethod]
        public void Control_frames_between_fragments_pass()
        {
            byte[] all = Bytes.Join(Frames.Part(Frames.Text, Bytes.Of("He")), Frames.Final(Frames.Ping, Bytes.Of("x")));
            all = Bytes.Join(all, Frames.Part(Frames.Continuation, Bytes.Of("l")));
            all = Bytes.Join(all, Frames.Final(Frames.Pong, new byte[0]));
            all = Bytes.Join(all, Frames.Final(Frames.Continuation, Bytes.Of("lo")));
            Passes(Bytes.ToHex(all), 5);
        }

        [TestMethod]
        public void Empty_frames_pass()
        {
            Passes("8100", 1);
            Passes("0100000080008900", 4);
        }

        [TestMethod]
        public void A_message_of_8192_bytes_passes_and_one_more_is_too_big()
        {
            Passes(Bytes.ToHex(Frames.Final(Frames.Text, Bytes.Repeat(0x41, Limit))), 1);
            HasFault(Frames.Final(Frames.Text, Bytes.Repeat(0x41, Limit + 1)), 1009);
        }

        [TestMethod]
        public void Fragments_count_together()
        {
            byte[] half = Frames.Part(Frames.Text, Bytes.Repeat(0x41, Limit - 3));
            Passes(Bytes.ToHex(Bytes.Join(half, Frames.Final(Frames.Continuation, Bytes.Repeat(0x41, 3)))), 2);
            HasFault(Bytes.Join(half, Frames.Final(Frames.Continuation, Bytes.Repeat(0x41, 4))), 1009);
        }

        [TestMethod]
        public void Control_frames_do_not_count_in_the_message_and_messages_not_in_each_other()
        {
            byte[] half = Frames.Part(Frames.Text, Bytes.Repeat(0x41, Limit - 3));
            byte[] ping = Frames.Final(Frames.Ping, Bytes.Repeat(1, 125));
            byte[] rest = Frames.Final(Frames.Continuation, Bytes.Repeat(0x41, 3));
            byte[] message = Bytes.Join(Bytes.Join(half, ping), rest);
            Passes(Bytes.ToHex(Bytes.Join(message, message)), 6);
        }

        [TestMethod]
        [DataRow("817f0000000080000000")]
        [DataRow("817f00000000ffffffff")]
        [DataRow("817f7fffffffffffffff")]
        [DataRow("817f0000000000002001")]
        [DataRow("817e2001")]
        public void A_length_of_gigabytes_is_too_big_by_its_header_alone(string header)
        {
            HasFault(Bytes.FromHex(header), 1009);
        }

        [TestMethod]
        public void A_length_with_its_highest_bit_set_is_a_protocol_error()
        {
            HasFault(Bytes.FromHex("817f8000000000000000"), 1002);
            HasFault(Bytes.FromHex("817fffffffffffffffff"), 1002);
        }

        [TestMethod]
        [DataRow("c100")]
        [DataRow("a100")]
        [DataRow("9100")]
        [DataRow("f100")]
        [DataRow("8180")]
        [DataRow("8185")]
        [DataRow("818011223344")]
        [DataRow("0900")]
        [DataRow("0a00")]
        [DataRow("0800")]
        [DataRow("897e")]
        [DataRow("887f")]
        [DataRow("8000")]
        [DataRow("0000")]
        [DataRow("01008100")]
        [DataRow("01008200")]
        [DataRow("010001")]
        [DataRow("010080008000")]
        [DataRow("8900c000")]
        public void A_broken_frame_is_a_protocol_error(string hex)
        {
            HasFault(Bytes.FromHex(hex), 1002);
        }

        [TestMethod]
        public void Frames_of_unknown_kinds_are_taken_out()
        {
            int[] unknown = { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 };
            for (int i = 0; i < unknown.Length; i++)
            {
                byte[] odd = Frames.Final(unknown[i], Bytes.Of("whatever"));
                byte[] part = Frames.Part(Frames.Text, Bytes.Of("Hel"));
                byte[] rest = Frames.Final(Frames.Continuation, Bytes.Of("lo"));
                FrameFilter filter = new FrameFilter(Limit);
                byte[] passed = Pass(filter, Bytes.Join(Bytes.Join(part, odd), Bytes.Join(rest, odd)), 1000);
                Assert.AreEqual(Bytes.ToHex(Bytes.Join(part, rest)), Bytes.ToHex(passed), unknown[i].ToString());
                Assert.AreEqual(0, filter.Fault);
                Assert.AreEqual(2, filter.DroppedCount);
                Assert.AreEqual(4, filter.FrameCount);
            }
        }

        [TestMethod]
        public void Every_close_code_is_read_as_it_came()
        {
            for (int code = 1; code < 65536; code += 61)
            {
                Assert.AreEqual(code, CloseCodeOf(Frames.CloseWith(code, "bye")));
            }

            for (int code = 1000; code < 1016; code++)
            {
                Assert.AreEqual(code, CloseCodeOf(Frames.CloseWith(code, string.Empty)));
            }
        }

        [TestMethod]
        public void Odd_close_bodies_have_their_own_codes()
        {
            Assert.AreEqual(1005, CloseCodeOf(Frames.Final(Frames.Close, new byte[0])));
            Assert.AreEqual(1007, CloseCodeOf(Frames.Final(Frames.Close, new byte[1])));
            Assert.AreEqual(1007, CloseCodeOf(Frames.Final(Frames.Close, Bytes.FromHex("03e8c328"))));
            Assert.AreEqual(1002, CloseCodeOf(Frames.Final(Frames.Close, new byte[2])));
            Assert.AreEqual(1013, CloseCodeOf(Frames.CloseWith(1013, Bytes.Text('r', 123))));
        }

        [TestMethod]
        public void Nothing_passes_after_a_close_frame()
        {
            byte[] close = Frames.CloseWith(1001, "bye");
            FrameFilter filter = new FrameFilter(Limit);
            byte[] passed = Pass(filter, Bytes.Join(close, Frames.Final(Frames.Text, Bytes.Of("more"))), 1000);
            Assert.AreEqual(Bytes.ToHex(close), Bytes.ToHex(passed));
            Assert.AreEqual(0, filter.Pass(Frames.Final(Frames.Text, Bytes.Of("more")), 0, 6));
            Assert.AreEqual(1, filter.FrameCount);
        }

        [TestMethod]
        public void Nothing_passes_after_a_fault()
        {
            FrameFilter filter = new FrameFilter(Limit);
            byte[] good = Frames.Final(Frames.Text, Bytes.Of("good"));
            byte[] passed = Pass(filter, Bytes.Join(Bytes.Join(good, Bytes.FromHex("c100")), good), 1000);
            Assert.AreEqual(Bytes.ToHex(good), Bytes.ToHex(passed));
            Assert.AreEqual(1002, filter.Fault);
            Assert.AreEqual(0, filter.Pass(good, 0, good.Length));
        }

        [TestMethod]
        public void A_stream_in_pieces_of_any_size_gives_the_same()
        {
            byte[] stream = Bytes.Join(Frames.Part(Frames.Text, Bytes.Of("Hel")), Frames.Final(3, Bytes.Of("odd")));
            stream = Bytes.Join(stream, Frames.Final(Frames.Ping, Bytes.Of("ping")));
            stream = Bytes.Join(stream, Frames.Final(Frames.Continuation, Bytes.Repeat(0x41, 130)));
            stream = Bytes.Join(stream, Frames.Final(12, new byte[0]));
            stream = Bytes.Join(stream, Frames.CloseWith(1012, "bye"));
            AllPiecesAgree(stream);
            AllPiecesAgree(Bytes.Join(stream, Bytes.Of("more")));
        }

        [TestMethod]
        public void A_faulty_stream_in_pieces_of_any_size_gives_the_same()
        {
            string[] faults = { "c100", "817f0000000080000000", "818011223344", "0900", "8000", "8801ff", "8802ffff" };
            for (int i = 0; i < faults.Length; i++)
            {
                AllPiecesAgree(Bytes.Join(Frames.Final(Frames.Text, Bytes.Of("good")), Bytes.FromHex(faults[i])));
            }
        }

        [TestMethod]
        public void A_stream_cut_in_two_at_any_byte_gives_the_same()
        {
            byte[] stream = Bytes.Join(Frames.Final(3, Bytes.Of("odd")), Frames.Final(Frames.Text, Bytes.Repeat(0x41, 126)));
            stream = Bytes.Join(stream, Frames.CloseWith(1012, "bye"));
            string whole = Bytes.ToHex(Pass(new FrameFilter(Limit), stream, stream.Length));
            for (int cut = 0; cut <= stream.Length; cut++)
            {
                FrameFilter filter = new FrameFilter(Limit);
                byte[] first = Pass(filter, Bytes.Slice(stream, 0, cut), 1000);
                byte[] second = Pass(filter, Bytes.Slice(stream, cut, stream.Length - cut), 1000);
                Assert.AreEqual(whole, Bytes.ToHex(Bytes.Join(first, second)), cut.ToString());
                Assert.AreEqual(1012, filter.PeerCloseCode);
            }
        }

        [TestMethod]
        public void Bytes_outside_the_range_are_not_touched()
        {
            byte[] buffer = Bytes.Join(Bytes.FromHex("aaaa"), Bytes.Join(Frames.Final(3, Bytes.Of("x")), Bytes.Join(Frames.Final(Frames.Text, Bytes.Of("y")), Bytes.FromHex("bb"))));
            Assert.AreEqual(3, new FrameFilter(Limit).Pass(buffer, 2, 6));
            Assert.AreEqual("aaaa810179", Bytes.ToHex(Bytes.Slice(buffer, 0, 5)));
            Assert.AreEqual(0xBB, (int)buffer[8]);
        }

        [TestMethod]
        public void Random_bytes_never_throw_and_never_pass_more_than_came()
        {
            ScriptedRandom random = new ScriptedRandom(17);
            for (int i = 0; i < 200; i++)
            {
                FrameFilter filter = new FrameFilter(Limit);
                byte[] noise = new byte[64];
                random.Fill(noise);
                noise[0] = (byte)(0x80 | (i % 16));
                noise[1] = (byte)(noise[1] & 0x3F);
                Assert.IsTrue(filter.Pass(noise, 0, noise.Length) <= noise.Length);
            }
        }

        private static void AllPiecesAgree(byte[] stream)
        {
            FrameFilter one = new FrameFilter(Limit);
            string whole = Bytes.ToHex(Pass(one, stream, stream.Length));
            for (int size = 1; size < stream.Length; size++)
            {
                FrameFilter other = new FrameFilter(Limit);
                Assert.AreEqual(whole, Bytes.ToHex(Pass(other, stream, size)), size.ToString());
                Assert.AreEqual(one.Fault, other.Fault, size.ToString());
                Assert.AreEqual(one.PeerCloseCode, other.PeerCloseCode, size.ToString());
                Assert.AreEqual(one.FrameCount, other.FrameCount, size.ToString());
                Assert.AreEqual(one.DroppedCount, other.DroppedCount, size.ToString());
            }
        }

        private static byte[] Pass(FrameFilter filter, byte[] stream, int pieceBytes)
        {
            byte[] passed = new byte[stream.Length];
            int count = 0;
            for (int at = 0; at < stream.Length; at += pieceBytes)
            {
                int length = stream.Length - at < pieceBytes ? stream.Length - at : pieceBytes;
                byte[] piece = Bytes.Slice(stream, at, length);
                int kept = filter.Pass(piece, 0, length);
                System.Array.Copy(piece, 0, passed, count, kept);
                count += kept;
            }

            return Bytes.Slice(passed, 0, count);
        }

        private static void Passes(string hex, int frames)
        {
            FrameFilter filter = new FrameFilter(Limit);
            Assert.AreEqual(hex, Bytes.ToHex(Pass(filter, Bytes.FromHex(hex), 1000)));
            Assert.AreEqual(0, filter.Fault);
            Assert.AreEqual(0, filter.PeerCloseCode);
            Assert.AreEqual(frames, filter.FrameCount);
        }

        private static void HasFault(byte[] stream, int code)
        {
            FrameFilter filter = new FrameFilter(Limit);
            Pass(filter, stream, 1000);
            Assert.AreEqual(code, filter.Fault);
        }

        private static int CloseCodeOf(byte[] frame)
        {
            FrameFilter filter = new FrameFilter(Limit);
            Assert.AreEqual(frame.Length, filter.Pass(frame, 0, frame.Length));
            return filter.PeerCloseCode;
        }
    }
}
