using nanoFramework.TestFramework;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Session
{
    /// <summary>Texts wait in order, and not without bounds.</summary>
    [TestClass]
    public class SendQueueTests
    {
        [TestMethod]
        public void Texts_come_out_in_order_round_and_round()
        {
            SendQueue queue = new SendQueue();
            int next = 0;
            for (int i = 0; i < 30; i++)
            {
                queue.Add("text " + i.ToString());
                if (i >= 5)
                {
                    Assert.AreEqual(Bytes.ToHex(Bytes.Of("text " + next.ToString())), Bytes.ToHex(queue.Peek()));
                    queue.RemoveFirst();
                    next++;
                }
            }

            Assert.AreEqual(5, queue.Count);
        }

        [TestMethod]
        public void Eight_texts_wait_and_no_more()
        {
            SendQueue queue = new SendQueue();
            for (int i = 0; i < 8; i++)
            {
                Assert.AreEqual((int)SendResult.Queued, (int)queue.Add("x"));
            }

            Assert.AreEqual((int)SendResult.QueueFull, (int)queue.Add("x"));
            queue.RemoveFirst();
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add("x"));
        }

        [TestMethod]
        public void Sixteen_kilobytes_wait_and_no_more()
        {
            SendQueue queue = new SendQueue();
            string longest = Bytes.Text('x', 8192);
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add(longest));
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add(longest));
            Assert.AreEqual((int)SendResult.QueueFull, (int)queue.Add("x"));
            queue.RemoveFirst();
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add("x"));
        }

        [TestMethod]
        public void Lengths_are_counted_in_bytes_of_UTF8()
        {
            SendQueue queue = new SendQueue();
            Assert.AreEqual((int)SendResult.WrongLength, (int)queue.Add(string.Empty));
            Assert.AreEqual((int)SendResult.WrongLength, (int)queue.Add(Bytes.Text('x', 8193)));
            Assert.AreEqual((int)SendResult.WrongLength, (int)queue.Add(Bytes.Text('x', 8191) + "\u00e9"));
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add(Bytes.Text('x', 8190) + "\u00e9"));
            Assert.AreEqual(1, queue.Count);
        }

        [TestMethod]
        public void An_empty_queue_has_nothing_to_show()
        {
            Assert.IsNull(new SendQueue().Peek());
        }
    }
}
