using nanoFramework.TestFramework;
using TeddyFirmware.Dialing;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Dialing
{
    /// <summary>One walk through the addresses of a name.</summary>
    [TestClass]
    public class AddressWalkTests
    {
        private const string Host = "teddy.test";

        [TestMethod]
        public void Each_address_has_its_share_and_a_word_in_the_log_and_the_last_one_tells_why()
        {
            AddressWalk walk = Walk(new AddressOrder(), "a", "b");
            Assert.IsNull(walk.Word);
            CheckNext(walk, 1000, 0, 5000);
            walk.OnFailed(PeerAnswer.Refused);
            Assert.AreEqual((int)OpenFailure.Unreachable, (int)walk.Failure);
            CheckNext(walk, 1010, 1, 9990);
            walk.OnFailed(PeerAnswer.Silent);
            Assert.AreEqual((int)OpenFailure.TimedOut, (int)walk.Failure);
            Assert.AreEqual("a:refused,b:silent", walk.Word);
            Assert.IsFalse(walk.TryNext(1020), "there is no third");
        }

        [TestMethod]
        public void A_name_with_one_address_needs_no_address_in_the_log()
        {
            AddressWalk walk = Walk(new AddressOrder(), "a");
            CheckNext(walk, 1000, 0, 10000);
            walk.OnFailed(PeerAnswer.NotTls);
            Assert.AreEqual((int)OpenFailure.TlsRefused, (int)walk.Failure);
            Assert.AreEqual("not-tls", walk.Word);
        }

        [TestMethod]
        public void A_name_without_an_address_is_told_as_that()
        {
            AddressWalk walk = Walk(new AddressOrder());
            Assert.IsFalse(walk.TryNext(1000));
            Assert.AreEqual((int)OpenFailure.Unreachable, (int)walk.Failure);
            Assert.AreEqual("no-address", walk.Word);
        }

        [TestMethod]
        public void When_the_time_is_over_no_further_address_is_tried()
        {
            AddressWalk walk = Walk(new AddressOrder(), "a", "b");
            CheckNext(walk, 1000, 0, 5000);
            walk.OnFailed(PeerAnswer.Silent);
            Assert.IsFalse(walk.TryNext(11000));
            Assert.AreEqual("a:silent", walk.Word);
        }

        [TestMethod]
        public void What_a_walk_learns_the_next_one_knows()
        {
            AddressOrder known = new AddressOrder();
            AddressWalk walk = Walk(known, "a", "b");
            CheckNext(walk, 1000, 0, 5000);
            Assert.IsFalse(walk.IsProven(1000));
            walk.OnFailed(PeerAnswer.Silent);
            CheckNext(walk, 6000, 1, 5000);
            walk.OnHandshake(true, 6000);
            walk = Walk(known, "a", "b");
            CheckNext(walk, 7000, 1, 2000);
            Assert.IsTrue(walk.IsProven(7000));
            walk.OnHandshake(false, 7000);
            CheckNext(Walk(known, "a", "b"), 8000, 0, 1500);
        }

        private static AddressWalk Walk(AddressOrder known, params string[] addresses) => new AddressWalk(known, Host, addresses, 11000);

        private static void CheckNext(AddressWalk walk, long nowMs, int index, int shareMs)
        {
            Assert.IsTrue(walk.TryNext(nowMs));
            Assert.AreEqual(index, walk.Index);
            Assert.AreEqual(shareMs, walk.ShareMs);
        }
    }
}
