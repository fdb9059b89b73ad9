using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Short words for byte arrays in tests.</summary>
    public static class Bytes
    {
        /// <summary>Encodes a text.</summary>
        /// <param name="text">The text.</param>
        /// <returns>Its UTF-8.</returns>
        public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

        /// <summary>Reads hex that stands in the test itself.</summary>
        /// <param name="hex">The digits.</param>
        /// <returns>The bytes.</returns>
        public static byte[] FromHex(string hex) => Hex.Decode(hex);

        /// <summary>Writes bytes so that a failed comparison can be read.</summary>
        /// <param name="data">The bytes; may be null.</param>
        /// <returns>Hex, or a word for null.</returns>
        public static string ToHex(byte[] data) => data == null ? "(null)" : Hex.Encode(data, data.Length);

        /// <summary>Repeats a byte.</summary>
        /// <param name="value">The byte.</param>
        /// <param name="count">How often.</param>
        /// <returns>The array.</returns>
        public static byte[] Repeat(int value, int count)
        {
            byte[] data = new byte[count];
            for (int i = 0; i < count; i++)
            {
                data[i] = (byte)value;
            }

            return data;
        }

        /// <summary>Cuts a piece out.</summary>
        /// <param name="data">The array.</param>
        /// <param name="offset">Where the piece begins.</param>
        /// <param name="count">Its length.</param>
        /// <returns>A copy.</returns>
        public static byte[] Slice(byte[] data, int offset, int count)
        {
            byte[] piece = new byte[count];
            System.Array.Copy(data, offset, piece, 0, count);
            return piece;
        }

        /// <summary>Puts pieces together.</summary>
        /// <param name="first">The first.</param>
        /// <param name="second">The second.</param>
        /// <returns>Both.</returns>
        public static byte[] Join(byte[] first, byte[] second)
        {
            byte[] both = new byte[first.Length + second.Length];
            System.Array.Copy(first, 0, both, 0, first.Length);
            System.Array.Copy(second, 0, both, first.Length, second.Length);
            return both;
        }

        /// <summary>Makes a text of one repeated ASCII letter.</summary>
        /// <param name="letter">The letter.</param>
        /// <param name="count">How often.</param>
        /// <returns>The text.</returns>
        public static string Text(char letter, int count) => new string(letter, count);
    }
}
