using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Storage
{
    /// <summary>
    /// One sealed value as it lies in flash: header, IV, AES-128-CBC cipher text, HMAC-SHA256 over all before it
    /// (encrypt-then-MAC, contract, section 7).
    /// </summary>
    /// <remarks>
    /// <para>Layout, numbers in network byte order: magic <c>TFS</c> (3) · format version (1) · sequence (4) ·
    /// day of the write since 1970 (3) · writes of this entry on that day (1) · length of the value (2) · zero (2) ·
    /// IV (16) · cipher text (a multiple of 16, PKCS#7 padded) · MAC (32).</para>
    /// <para>The entry's namespace, key and version are authenticated through the keys, which are derived from them
    /// (<see cref="SealKeys"/>): a record that is moved to another entry does not open.</para>
    /// <para>Whatever a later version changes, magic, version, sequence, day and writes keep their places, and a MAC
    /// over all before it ends the record: so an older firmware can tell a newer record from a damaged one, and a
    /// flipped bit in the version from a newer record.</para>
    /// </remarks>
    public static class SealedRecord
    {
        /// <summary>The format that is written. One that lays records out otherwise opens the older ones in <see cref="Open"/>.</summary>
        public const int FormatVersion = 1;

        /// <summary>The longest value, in bytes.</summary>
        public const int MaxValueBytes = 8192;

        /// <summary>The longest record, in bytes.</summary>
        public const int MaxRecordBytes = BodyOffset + MaxValueBytes + BlockBytes + MacBytes;

        private const int VersionOffset = 3;
        private const int SequenceOffset = 4;
        private const int DayOffset = 8;
        private const int WritesOffset = 11;
        private const int LengthOffset = 12;
        private const int IvOffset = 16;
        private const int BodyOffset = 32;
        private const int BlockBytes = 16;
        private const int MacBytes = 32;

        /// <summary>Seals a value.</summary>
        /// <param name="platform">For HMAC, AES and the IV.</param>
        /// <param name="keys">The entry's keys.</param>
        /// <param name="value">The value, up to <see cref="MaxValueBytes"/>.</param>
        /// <param name="sequence">The record's number: higher than the other slot's.</param>
        /// <param name="day">The day of the write.</param>
        /// <param name="writesOnDay">Which write of that day it is, from 1 on; 255 stands for more, too.</param>
        /// <returns>The record.</returns>
        public static byte[] Seal(IPlatform platform, SealKeys keys, byte[] value, long sequence, int day, int writesOnDay)
        {
            int padding = BlockBytes - (value.Length % BlockBytes);
            int bodyLength = value.Length + padding;
            byte[] record = new byte[BodyOffset + bodyLength + MacBytes];
            record[0] = (byte)'T';
            record[1] = (byte)'F';
            record[2] = (byte)'S';
            record[VersionOffset] = (byte)keys.Version;
            BigEndian.Write(record, SequenceOffset, 4, sequence);
            BigEndian.Write(record, DayOffset, 3, day);
            record[WritesOffset] = (byte)(writesOnDay > byte.MaxValue ? byte.MaxValue : writesOnDay);
            BigEndian.Write(record, LengthOffset, 2, value.Length);

            byte[] iv = new byte[BlockBytes];
            platform.Random.Fill(iv);
            Array.Copy(iv, 0, record, IvOffset, BlockBytes);
            Array.Copy(value, 0, record, BodyOffset, value.Length);
            for (int i = BodyOffset + value.Length; i < BodyOffset + bodyLength; i++)
            {
                record[i] = (byte)padding;
            }

            platform.Cryptography.AesCbcEncrypt(keys.Encryption, iv, record, BodyOffset, bodyLength);
            platform.Cryptography.HmacSha256(keys.Authentication, record, 0, BodyOffset + bodyLength, record, BodyOffset + bodyLength);
            return record;
        }

        /// <summary>Gets the version of the format that a file says it has; only its MAC proves that.</summary>
        /// <param name="record">What was read; may be null.</param>
        /// <returns>1–255; 0 where it is no record at all.</returns>
        public static int VersionOf(byte[] record)
        {
            bool isRecord = record != null && record.Length >= BodyOffset + BlockBytes + MacBytes
                && record[0] == 'T' && record[1] == 'F' && record[2] == 'S';
            return isRecord ? record[VersionOffset] : 0;
        }

        /// <summary>Tells whether a record is whole, unchanged, of this entry and of this version.</summary>
        /// <param name="platform">For HMAC.</param>
        /// <param name="keys">The entry's keys, of the version in question.</param>
        /// <param name="record">What was read; may be null.</param>
        /// <returns>True where its MAC is right.</returns>
        public static bool IsAuthentic(IPlatform platform, SealKeys keys, byte[] record)
        {
            if (VersionOf(record) != keys.Version)
            {
                return false;
            }

            int macOffset = record.Length - MacBytes;
            byte[] mac = new byte[MacBytes];
            platform.Cryptography.HmacSha256(keys.Authentication, record, 0, macOffset, mac, 0);
            return ConstantTime.AreEqual(mac, 0, record, macOffset, MacBytes);
        }

        /// <summary>Opens an authentic record; its bytes are used up.</summary>
        /// <param name="platform">For AES.</param>
        /// <param name="keys">The entry's keys.</param>
        /// <param name="record">A record for which <see cref="IsAuthentic"/> is true.</param>
        /// <returns>The value; null where the lengths contradict each other, which only a fault in the firmware can seal.</returns>
        public static byte[] Open(IPlatform platform, SealKeys keys, byte[] record)
        {
            int bodyLength = record.Length - MacBytes - BodyOffset;
            int valueLength = (int)BigEndian.Read(record, LengthOffset, 2);
            int padding = bodyLength - valueLength;
            if (bodyLength % BlockBytes != 0 || padding < 1 || padding > BlockBytes)
            {
                return null;
            }

            byte[] iv = new byte[BlockBytes];
            Array.Copy(record, IvOffset, iv, 0, BlockBytes);
            platform.Cryptography.AesCbcDecrypt(keys.Encryption, iv, record, BodyOffset, bodyLength);
            byte[] value = new byte[valueLength];
            Array.Copy(record, BodyOffset, value, 0, valueLength);
            Array.Clear(record, 0, record.Length);
            return value;
        }

        /// <summary>Gets an authentic record's number.</summary>
        /// <param name="record">The record.</param>
        /// <returns>The sequence.</returns>
        public static long SequenceOf(byte[] record) => BigEndian.Read(record, SequenceOffset, 4);

        /// <summary>Gets the day on which an authentic record was written.</summary>
        /// <param name="record">The record.</param>
        /// <returns>The day since 1970.</returns>
        public static int DayOf(byte[] record) => (int)BigEndian.Read(record, DayOffset, 3);

        /// <summary>Gets how many times an authentic record's entry was written on its day, that write included.</summary>
        /// <param name="record">The record.</param>
        /// <returns>The count.</returns>
        public static int WritesOnDayOf(byte[] record) => record[WritesOffset];
    }
}
