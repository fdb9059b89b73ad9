using nanoFramework.TestFramework;
using TeddyFirmware.Storage;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Storage
{
    /// <summary>One sealed value: any changed bit is detected, and nobody else's keys open it.</summary>
    [TestClass]
    public class SealedRecordTests
    {
        [TestMethod]
        public void Values_of_every_length_around_a_block_survive()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            for (int length = 0; length < 50; length++)
            {
                byte[] value = new byte[length];
                platform.Random.Fill(value);
                byte[] record = SealedRecord.Seal(platform, keys, value, 1, 1, 1);
                Assert.AreEqual(32 + (((length / 16) + 1) * 16) + 32, record.Length);
                Assert.IsTrue(SealedRecord.IsAuthentic(platform, keys, record), length.ToString());
                Assert.AreEqual(Bytes.ToHex(value), Bytes.ToHex(SealedRecord.Open(platform, keys, record)));
            }
        }

        [TestMethod]
        public void The_longest_value_survives_and_fits_the_longest_record()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            byte[] record = SealedRecord.Seal(platform, keys, Bytes.Repeat(0x5A, SealedRecord.MaxValueBytes), 1, 1, 1);
            Assert.AreEqual(SealedRecord.MaxRecordBytes, record.Length);
            Assert.IsTrue(SealedRecord.IsAuthentic(platform, keys, record));
            Assert.AreEqual(SealedRecord.MaxValueBytes, SealedRecord.Open(platform, keys, record).Length);
        }

        [TestMethod]
        public void Number_and_day_of_the_write_are_read_back()
        {
            FakePlatform platform = new FakePlatform();
            byte[] record = SealedRecord.Seal(platform, NewKeys(platform, "a", "b"), new byte[3], 4294967295, 20454, 14);
            Assert.AreEqual(4294967295, SealedRecord.SequenceOf(record));
            Assert.AreEqual(14, SealedRecord.WritesOnDayOf(record));
            Assert.AreEqual(20454, SealedRecord.DayOf(record));
        }

        [TestMethod]
        public void Every_single_bit_flipped_at_every_place_is_detected()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            byte[] record = SealedRecord.Seal(platform, keys, Bytes.Of("a sealed value"), 1, 1, 1);
            for (int bit = 0; bit < record.Length * 8; bit++)
            {
                record[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.IsFalse(SealedRecord.IsAuthentic(platform, keys, record), bit.ToString());
                record[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            Assert.IsTrue(SealedRecord.IsAuthentic(platform, keys, record));
        }

        [TestMethod]
        public void Every_shorter_and_some_longer_records_are_detected()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            byte[] record = SealedRecord.Seal(platform, keys, Bytes.Of("a sealed value of two blocks"), 1, 1, 1);
            for (int length = 0; length < record.Length; length++)
            {
                Assert.IsFalse(SealedRecord.IsAuthentic(platform, keys, Bytes.Slice(record, 0, length)), length.ToString());
            }

            Assert.IsFalse(SealedRecord.IsAuthentic(platform, keys, Bytes.Join(record, new byte[16])));
            Assert.IsFalse(SealedRecord.IsAuthentic(platform, keys, Bytes.Join(record, record)));
            Assert.IsFalse(SealedRecord.IsAuthentic(platform, keys, null));
        }

        [TestMethod]
        [DataRow("tokens", "pair2"), DataRow("token", "pair"), DataRow("device", "settings")]
        public void A_record_moved_to_another_entry_does_not_open(string space, string key)
        {
            FakePlatform platform = new FakePlatform();
            byte[] record = SealedRecord.Seal(platform, NewKeys(platform, "tokens", "pair"), Bytes.Of("value"), 1, 1, 1);
            Assert.IsFalse(SealedRecord.IsAuthentic(platform, NewKeys(platform, space, key), record));
        }

        [TestMethod]
        public void The_two_keys_differ_and_are_of_the_right_sizes()
        {
            SealKeys keys = NewKeys(new FakePlatform(), "tokens", "pair");
            Assert.AreEqual(16, keys.Encryption.Length);
            Assert.AreEqual(32, keys.Authentication.Length);
            Assert.AreNotEqual(Bytes.ToHex(keys.Encryption), Bytes.ToHex(Bytes.Slice(keys.Authentication, 0, 16)));
        }

        // Other keys would lock out every board that has sealed something.
        [TestMethod]
        public void The_two_keys_are_those_of_the_infos_that_have_always_been_used()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            byte[] boardKey = Bytes.Repeat(7, 32);
            string encryption = Bytes.ToHex(Hkdf.Expand(platform.Cryptography, boardKey, Bytes.Of("seal/encrypt/v1/tokens/pair"), 16));
            string authentication = Bytes.ToHex(Hkdf.Expand(platform.Cryptography, boardKey, Bytes.Of("seal/authenticate/v1/tokens/pair"), 32));
            Assert.AreEqual(encryption, Bytes.ToHex(keys.Encryption));
            Assert.AreEqual(authentication, Bytes.ToHex(keys.Authentication));
        }

        [TestMethod]
        public void The_same_value_sealed_twice_differs_and_shows_nothing_of_itself()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            byte[] value = Bytes.Repeat(0x41, 32);
            string first = Bytes.ToHex(SealedRecord.Seal(platform, keys, value, 1, 1, 1));
            string second = Bytes.ToHex(SealedRecord.Seal(platform, keys, value, 1, 1, 1));
            Assert.AreNotEqual(first, second);
            Assert.AreEqual(-1, first.IndexOf("4141414141"));
            Assert.AreNotEqual(first.Substring(64, 32), first.Substring(96, 32), "two equal blocks");
        }

        [TestMethod]
        public void Opening_uses_the_record_s_bytes_up()
        {
            FakePlatform platform = new FakePlatform();
            SealKeys keys = NewKeys(platform, "tokens", "pair");
            byte[] record = SealedRecord.Seal(platform, keys, Bytes.Of("value"), 1, 1, 1);
            SealedRecord.Open(platform, keys, record);
            Assert.AreEqual(Bytes.ToHex(new byte[record.Length]), Bytes.ToHex(record));
        }

        private static SealKeys NewKeys(FakePlatform platform, string space, string key) =>
            new SealKeys(platform.Cryptography, Bytes.Repeat(7, 32), space, key, SealedRecord.FormatVersion);
    }
}
