using nanoFramework.TestFramework;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>The frames that we write: final and masked, each with a mask of its own, texts in pieces (RFC 6455, 5.2 and 5.3).</summary>
    [TestClass]
    public class ClientFramesTests
    {
        private const int BodyAt = 6;

        [TestMethod]
        [DataRow(1, 6), DataRow(125, 6), DataRow(126, 8), DataRow(511, 8), DataRow(512, 8), DataRow(513, 8)]
        [DataRow(8186, 8)]
        public void A_text_of_any_length_is_one_frame(int length, int headBytes)
        {
            byte[] text = new byte[length + 1];
            new ScriptedRandom(length).Fill(text);
            byte[] frame = Whole(new ClientFrames(new ScriptedRandom(3)), text, length);
            Assert.AreEqual(headBytes + length, frame.Length);
            Assert.AreEqual(0x81, (int)frame[0]);
            Assert.AreEqual(0x80 | (headBytes == BodyAt ? length : 126), (int)frame[1]);
            Assert.IsTrue(headBytes == BodyAt || ((frame[2] << 8) | frame[3]) == length, "length");
            Unmask(frame, headBytes, length);
            Assert.IsTrue(ConstantTime.AreEqual(text, 0, frame, headBytes, length), "another text");
        }

        [TestMethod]
        public void Each_text_has_a_mask_of_its_own_and_the_array_stays_as_it_was()
        {
            byte[] text = Bytes.Of("hello");
            ClientFrames frames = new ClientFrames(new ScriptedRandom(4));
            byte[] first = Whole(frames, text, 5);
            byte[] second = Whole(frames, text, 5);
            Assert.AreNotEqual(Bytes.ToHex(Bytes.Slice(first, 2, 4)), Bytes.ToHex(Bytes.Slice(second, 2, 4)));
            Assert.AreEqual(Bytes.ToHex(Bytes.Of("hello")), Bytes.ToHex(text));
        }

        [TestMethod]
        public void Each_frame_has_a_fresh_mask()
        {
            ClientFrames frames = new ClientFrames(new ScriptedRandom(5));
            string[] masks = new string[8];
            for (int i = 0; i < masks.Length; i++)
            {
                int length = i % 3 == 0 ? frames.MakePing() : i % 3 == 1 ? frames.MakePong(Bytes.Of("pong"), 4) : frames.MakeClose(1000);
                Assert.AreEqual(0x80, frames.Frame[1] & 0x80, "masked");
                Assert.AreEqual(BodyAt + (frames.Frame[1] & 0x7F), length);
                masks[i] = Bytes.ToHex(Bytes.Slice(frames.Frame, 2, 4));
                for (int earlier = 0; earlier < i; earlier++)
                {
                    Assert.AreNotEqual(masks[earlier], masks[i]);
                }
            }
        }

        [TestMethod]
        public void A_pong_repeats_the_payload_of_any_length()
        {
            ClientFrames frames = new ClientFrames(new ScriptedRandom(6));
            for (int length = 0; length <= 125; length++)
            {
                byte[] body = new byte[125];
                new ScriptedRandom(length).Fill(body);
                Assert.AreEqual(BodyAt + length, frames.MakePong(body, length));
                Assert.AreEqual(0x8A, (int)frames.Frame[0]);
                Unmask(frames.Frame, BodyAt, length);
                Assert.IsTrue(ConstantTime.AreEqual(body, 0, frames.Frame, BodyAt, length), length.ToString());
            }
        }

        [TestMethod]
        public void A_close_frame_has_its_code_and_1005_has_none()
        {
            ClientFrames frames = new ClientFrames(new ScriptedRandom(7));
            Assert.AreEqual(BodyAt + 2, frames.MakeClose(4503));
            Assert.AreEqual(0x88, (int)frames.Frame[0]);
            Unmask(frames.Frame, BodyAt, 2);
            Assert.AreEqual("1197", Bytes.ToHex(Bytes.Slice(frames.Frame, BodyAt, 2)));
            Assert.AreEqual(BodyAt, frames.MakeClose(1005));
            Assert.AreEqual(0x80, (int)frames.Frame[1]);
        }

        private static byte[] Whole(ClientFrames frames, byte[] text, int length)
        {
            byte[] whole = new byte[length + 8];
            int count = 0;
            for (int done = 0; done < length; done += ClientFrames.PieceBytes)
            {
                int piece = frames.MakeText(text, done, length);
                System.Array.Copy(frames.Frame, 0, whole, count, piece);
                count += piece;
            }

            return Bytes.Slice(whole, 0, count);
        }

        // In place: a board's heap has no room for a long text once more, nor for its hex.
        private static void Unmask(byte[] frame, int bodyAt, int length)
        {
            for (int i = 0; i < length; i++)
            {
                frame[bodyAt + i] = (byte)(frame[bodyAt + i] ^ frame[bodyAt - 4 + (i % 4)]);
            }
        }
    }
}
