using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>A limit that allows a burst.</summary>
    [TestClass]
    public class TokenBucketTests
    {
        [TestMethod]
        public void A_full_bucket_gives_its_capacity_at_once_and_then_one_for_each_refill()
        {
            TokenBucket bucket = new TokenBucket(3, 100);
            for (int level = 3; level > 0; level--)
            {
                Assert.AreEqual(level, bucket.LevelAt(1000));
                Assert.AreEqual(0L, bucket.WaitMs(1000));
                bucket.Take(1000);
            }

            Assert.AreEqual(0, bucket.LevelAt(1000));
            Assert.AreEqual(100L, bucket.WaitMs(1000));
            Assert.AreEqual(1L, bucket.WaitMs(1099));
            Assert.AreEqual(0L, bucket.WaitMs(1100));
            Assert.AreEqual(1, bucket.LevelAt(1100));
            bucket.Take(1100);
            Assert.AreEqual(100L, bucket.WaitMs(1100));
        }

        [TestMethod]
        public void It_fills_up_to_its_capacity_and_no_further()
        {
            TokenBucket bucket = new TokenBucket(3, 100);
            bucket.Take(0);
            Assert.AreEqual(100L, bucket.FullInMs(0));
            Assert.AreEqual(2, bucket.LevelAt(99));
            Assert.AreEqual(3, bucket.LevelAt(100));
            Assert.AreEqual(3, bucket.LevelAt(1000000));
            Assert.AreEqual(0L, bucket.FullInMs(1000000));
        }

        [TestMethod]
        public void No_wait_is_longer_than_one_refill_even_where_more_is_taken_than_there_is()
        {
            TokenBucket bucket = new TokenBucket(3, 100);
            for (int i = 0; i < 50; i++)
            {
                bucket.Take(0);
                Assert.IsTrue(bucket.WaitMs(0) <= 100);
            }

            Assert.AreEqual(0, bucket.LevelAt(0));
        }

        [TestMethod]
        [DataRow(0, 3), DataRow(1, 2), DataRow(100, 2), DataRow(101, 1), DataRow(200, 1), DataRow(250, 1)]
        [DataRow(999999, 1)]
        public void Its_level_can_be_set_and_has_a_least(int fullInMs, int level)
        {
            TokenBucket bucket = new TokenBucket(3, 100);
            bucket.FillUntil(500, fullInMs, 1);
            Assert.AreEqual(level, bucket.LevelAt(500));
            Assert.AreEqual(0L, bucket.WaitMs(500));
        }
    }
}
