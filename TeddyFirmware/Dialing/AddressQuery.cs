using System;
using System.Text;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Dialing
{
    /// <summary>A question to a name server for a name's IPv4 addresses, and the reading of what it answers (RFC 1035, section 4).</summary>
    /// <remarks>
    /// The board's own resolver gives one address of a name and no more (lwIP, netdb.c, lwip_getaddrinfo), and stops every
    /// thread for as long as it waits. A forged answer leads to a server that cannot show the name's certificate.
    /// </remarks>
    public sealed class AddressQuery
    {
        /// <summary>The longest answer, in bytes, where nobody has agreed to more (RFC 1035, 2.3.4).</summary>
        public const int MaxAnswerBytes = 512;

        private const int HeadBytes = 12;
        private const int AddressType = 1;
        private const int Internet = 1;
        private const int NoSuchName = 3;
        private const int PointerMark = 0xC0;
        private const int RecordTailBytes = 10;

        private readonly byte[][] _found = new byte[AddressOrder.MaxAddresses][];
        private int _count;

        /// <summary>Initializes a new instance of the <see cref="AddressQuery"/> class.</summary>
        /// <param name="host">The name: labels of 1 to 63 letters.</param>
        /// <param name="id">A random number of 16 bits; the answer repeats it.</param>
        public AddressQuery(string host, int id)
        {
            byte[] name = Encoding.UTF8.GetBytes(host);

            // In the message each label follows its length, and an empty one ends the name: the dots turn into lengths.
            Message = new byte[HeadBytes + 1 + name.Length + 1 + 4];
            BigEndian.Write(Message, 0, 2, id);
            BigEndian.Write(Message, 2, 2, 0x0100); // recursion desired
            BigEndian.Write(Message, 4, 2, 1);
            int lengthAt = HeadBytes;
            for (int i = 0; i <= name.Length; i++)
            {
                if (i == name.Length || name[i] == '.')
                {
                    Message[lengthAt] = (byte)(HeadBytes + i - lengthAt);
                    lengthAt = HeadBytes + 1 + i;
                }
                else
                {
                    Message[HeadBytes + 1 + i] = name[i];
                }
            }

            BigEndian.Write(Message, Message.Length - 4, 2, AddressType);
            BigEndian.Write(Message, Message.Length - 2, 2, Internet);
        }

        /// <summary>Gets the question, as it is sent.</summary>
        public byte[] Message { get; }

        /// <summary>Gets a value indicating whether it has been answered; with no address where the name has none.</summary>
        public bool IsAnswered { get; private set; }

        /// <summary>Gets the addresses, four bytes each, at most <see cref="AddressOrder.MaxAddresses"/>.</summary>
        /// <returns>The addresses in the name server's order.</returns>
        public byte[][] Addresses()
        {
            byte[][] addresses = new byte[_count][];
            Array.Copy(_found, addresses, _count);
            return addresses;
        }

        /// <summary>Takes a message that has come.</summary>
        /// <param name="answer">The message.</param>
        /// <param name="length">How long it is, in bytes.</param>
        /// <returns>False where it is no answer to this question, or one of a server that could not find out.</returns>
        public bool Take(byte[] answer, int length)
        {
            if (length < Message.Length || !IsOurs(answer))
            {
                return false;
            }

            int code = answer[3] & 0x0F;
            if (code != 0 && code != NoSuchName)
            {
                return false;
            }

            IsAnswered = true;
            int at = Message.Length;
            for (int left = (int)BigEndian.Read(answer, 6, 2); left > 0 && at > 0; left--)
            {
                at = TakeRecord(answer, at, length);
            }

            return true;
        }

        // Number, "this is an answer", one question, and the question itself, letters in whatever case.
        private bool IsOurs(byte[] answer)
        {
            bool isOurs = answer[0] == Message[0] && answer[1] == Message[1] && (answer[2] & 0x80) != 0 && BigEndian.Read(answer, 4, 2) == 1;
            for (int i = HeadBytes; i < Message.Length && isOurs; i++)
            {
                isOurs = Lower(answer[i]) == Lower(Message[i]);
            }

            return isOurs;
        }

        private static int Lower(int letter) => letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;

        // Whatever name a record has, it is part of the answer: aliases lead to others (RFC 1034, 4.3.2). Tells where the next
        // record begins; 0 where there is none.
        private int TakeRecord(byte[] answer, int at, int length)
        {
            at = SkipName(answer, at, length);
            if (at == 0 || at + RecordTailBytes > length)
            {
                return 0;
            }

            int dataLength = (int)BigEndian.Read(answer, at + 8, 2);
            bool isAddress = BigEndian.Read(answer, at, 2) == AddressType && BigEndian.Read(answer, at + 2, 2) == Internet && dataLength == 4;
            at += RecordTailBytes;
            if (at + dataLength > length)
            {
                return 0;
            }

            if (isAddress && _count < _found.Length)
            {
                _found[_count] = new byte[4];
                Array.Copy(answer, at, _found[_count], 0, 4);
                _count++;
            }

            return at + dataLength;
        }

        private static int SkipName(byte[] answer, int at, int length)
        {
            while (at < length && answer[at] != 0)
            {
                if (answer[at] >= PointerMark)
                {
                    return at + 2;
                }

                at += 1 + answer[at];
            }

            return at < length ? at + 1 : 0;
        }
    }
}
