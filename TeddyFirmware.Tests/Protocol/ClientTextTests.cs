using nanoFramework.TestFramework;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>A text of ours: one final, masked frame (RFC 6455, 5.2 and 5.3), made in pieces.</summary>
    [TestClass]
    public class ClientTextTests
    {
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
            Assert.AreEqual(0x80 | (headBytes == 6 ? length : 126), (int)frame[1]);
            Assert.IsTrue(headBytes == 6 || ((frame[2] << 8) | frame[3]) == length, "length");
            Assert.AreEqual(Bytes.ToHex(Bytes.Slice(text, 0, length)), Unmasked(frame, headBytes));
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

        private static string Unmasked(byte[] frame, int bodyAt)
        {
            byte[] body = Bytes.Slice(frame, bodyAt, frame.Length - bodyAt);
            for (int i = 0; i < body.Length; i++)
            {
                body[i] = (byte)(body[i] ^ frame[bodyAt - 4 + (i % 4)]);
            }

            return Bytes.ToHex(body);
        }
    }
}
