using System.Collections;
using nanoFramework.TestFramework;
using TeddyFirmware.Claiming;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Claiming
{
    /// <summary>Nonces: 16 bytes, fresh for every request, even where the generator is weak.</summary>
    [TestClass]
    public class NonceSourceTests
    {
        [TestMethod]
        public void A_nonce_has_16_bytes()
        {
            Assert.AreEqual(16, NewSource(new ScriptedRandom(1), 0).Next().Length);
            Assert.AreEqual(16, NonceSource.NonceBytes);
        }

        [TestMethod]
        public void A_stuck_generator_and_a_stuck_clock_still_never_repeat_a_nonce()
        {
            NonceSource source = NewSource(ScriptedRandom.Constant(0), 0);
            Hashtable seen = new Hashtable();
            for (int i = 0; i < 300; i++)
            {
                string nonce = Bytes.ToHex(source.Next());
                Assert.IsFalse(seen.Contains(nonce), i.ToString());
                seen.Add(nonce, nonce);
            }
        }

        [TestMethod]
        public void Two_boots_with_a_stuck_generator_differ_by_the_time()
        {
            string first = Bytes.ToHex(NewSource(ScriptedRandom.Constant(0), 0).Next());
            string second = Bytes.ToHex(NewSource(ScriptedRandom.Constant(0), 1000).Next());
            Assert.AreNotEqual(first, second);
        }

        [TestMethod]
        public void Two_boots_at_the_same_moment_differ_by_the_generator()
        {
            string first = Bytes.ToHex(NewSource(new ScriptedRandom(1), 0).Next());
            string second = Bytes.ToHex(NewSource(new ScriptedRandom(2), 0).Next());
            Assert.AreNotEqual(first, second);
        }

        [TestMethod]
        public void The_wall_clock_alone_makes_a_difference()
        {
            FakePlatform platform = new FakePlatform(new MemoryFlash(), ScriptedRandom.Constant(0));
            byte[] secret = Bytes.FromHex(CheckVector.Secret);
            string first = Bytes.ToHex(new NonceSource(platform, secret).Next());
            platform.FakeClock.SetUtc(FakeClock.StartUtcSeconds + 1);
            Assert.AreNotEqual(first, Bytes.ToHex(new NonceSource(platform, secret).Next()));
        }

        [TestMethod]
        public void A_nonce_once_given_out_is_not_changed_later()
        {
            NonceSource source = NewSource(new ScriptedRandom(1), 0);
            byte[] first = source.Next();
            string before = Bytes.ToHex(first);
            source.Next();
            Assert.AreEqual(before, Bytes.ToHex(first));
        }

        private static NonceSource NewSource(IRandom random, long bootMs)
        {
            FakePlatform platform = new FakePlatform(new MemoryFlash(), random);
            platform.FakeClock.Advance(bootMs);
            return new NonceSource(platform, Bytes.FromHex(CheckVector.Secret));
        }
    }
}
