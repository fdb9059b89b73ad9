using nanoFramework.TestFramework;
using TeddyFirmware.Protocol;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>The frames that we write: masked, each with a mask of its own (RFC 6455, 5.3).</summary>
    [TestClass]
    public class ControlFramesTests
    {
        private const int BodyAt = 6;

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
                Assert.AreEqual(Bytes.ToHex(Bytes.Slice(body, 0, length)), Unmasked(frames, length));
            }
        }

        [TestMethod]
        public void A_close_frame_has_its_code_and_1005_has_none()
        {
            ClientFrames frames = new ClientFrames(new ScriptedRandom(7));
            Assert.AreEqual(BodyAt + 2, frames.MakeClose(4503));
            Assert.AreEqual(0x88, (int)frames.Frame[0]);
            Assert.AreEqual("1197", Unmasked(frames, 2));
            Assert.AreEqual(BodyAt, frames.MakeClose(1005));
            Assert.AreEqual(0x80, (int)frames.Frame[1]);
        }

        private static string Unmasked(ClientFrames frames, int length)
        {
            byte[] body = Bytes.Slice(frames.Frame, BodyAt, length);
            for (int i = 0; i < length; i++)
            {
                body[i] = (byte)(body[i] ^ frames.Frame[2 + (i % 4)]);
            }

            return Bytes.ToHex(body);
        }
    }
}
