using nanoFramework.TestFramework;
using TeddyFirmware.Dialing;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Dialing
{
    /// <summary>The question for the addresses of a name, and answers of every kind.</summary>
    [TestClass]
    public class AddressQueryTests
    {
        private const string QuestionEnd = "026263" + "00" + "0001" + "0001";
        private const string Question = "0161" + QuestionEnd;
        private const string AnswerHead = "8180" + "0001";
        private const string Tail = "0001" + "0001" + "0000003c" + "0004";

        [TestMethod]
        public void The_question_has_the_names_labels_each_behind_its_length() =>
            Assert.AreEqual("1234" + "0100" + "0001" + "000000000000" + Question, Bytes.ToHex(new AddressQuery("a.bc", 0x1234).Message));

        [TestMethod]
        public void All_addresses_of_the_answer_are_taken_also_behind_an_alias()
        {
            string alias = "c00c" + "0005" + "0001" + "0000003c" + "0003" + "0178c0";
            string full = "0179" + "00" + Tail + "c0000201";
            Assert.AreEqual("203.0.113.7", Answers("0001", "c00c" + Tail + "cb007107"));
            Assert.AreEqual("192.0.2.1 203.0.113.7", Answers("0003", alias + full + "c00c" + Tail + "cb007107"));
        }

        [TestMethod]
        public void Other_records_are_passed_over()
        {
            string six = "c00c" + "001c" + "0001" + "0000003c" + "0010" + Bytes.ToHex(Bytes.Repeat(1, 16));
            Assert.AreEqual("203.0.113.7", Answers("0002", six + "c00c" + Tail + "cb007107"));
        }

        [TestMethod]
        public void A_name_without_addresses_or_that_is_not_there_is_answered_too()
        {
            Assert.AreEqual(string.Empty, Answers("0000", string.Empty));
            Assert.AreEqual(string.Empty, Take("1234" + "8183" + "0001" + "000000000000" + Question));
        }

        [TestMethod]
        public void What_is_no_answer_to_the_question_is_none()
        {
            Assert.AreEqual("(none)", Take("1235" + AnswerHead + "000000000000" + Question), "another number");
            Assert.AreEqual("(none)", Take("1234" + "0180" + "0001" + "000000000000" + Question), "a question");
            Assert.AreEqual("(none)", Take("1234" + AnswerHead + "000000000000" + "0162" + QuestionEnd), "another name");
            Assert.AreEqual("(none)", Take("1234" + "8182" + "0001" + "000000000000" + Question), "the server has failed");
            Assert.AreEqual("(none)", Take("1234" + AnswerHead), "cut short");
            Assert.AreEqual(string.Empty, Take("1234" + AnswerHead + "000000000000" + "0141" + QuestionEnd), "the letters' case is of no weight");
        }

        [TestMethod]
        public void An_answer_cut_anywhere_gives_what_is_whole_of_it()
        {
            byte[] answer = Bytes.FromHex("1234" + AnswerHead + "0002" + "00000000" + Question + "c00c" + Tail + "cb007107" + "c00c" + Tail + "cb007108");
            for (int length = 0; length <= answer.Length; length++)
            {
                AddressQuery query = new AddressQuery("a.bc", 0x1234);
                query.Take(Bytes.Slice(answer, 0, length), length);
                int whole = length == answer.Length ? 2 : length >= answer.Length - 16 ? 1 : 0;
                Assert.AreEqual(whole, query.Addresses().Length, length.ToString());
            }
        }

        [TestMethod]
        public void More_than_eight_addresses_are_cut()
        {
            string records = string.Empty;
            for (int i = 0; i < 20; i++)
            {
                records += "c00c" + Tail + "cb007107";
            }

            AddressQuery query = new AddressQuery("a.bc", 0x1234);
            byte[] answer = Bytes.FromHex("1234" + AnswerHead + "0014" + "00000000" + Question + records);
            Assert.IsTrue(query.Take(answer, answer.Length));
            Assert.AreEqual(AddressOrder.MaxAddresses, query.Addresses().Length);
        }

        private static string Answers(string count, string records) => Take("1234" + AnswerHead + count + "00000000" + Question + records);

        private static string Take(string hex)
        {
            AddressQuery query = new AddressQuery("a.bc", 0x1234);
            byte[] answer = Bytes.FromHex(hex);
            if (!query.Take(answer, answer.Length))
            {
                Assert.IsFalse(query.IsAnswered);
                return "(none)";
            }

            string text = string.Empty;
            byte[][] addresses = query.Addresses();
            for (int i = 0; i < addresses.Length; i++)
            {
                text += (i == 0 ? string.Empty : " ") + addresses[i][0].ToString() + "." + addresses[i][1].ToString() + "."
                    + addresses[i][2].ToString() + "." + addresses[i][3].ToString();
            }

            return text;
        }
    }
}
