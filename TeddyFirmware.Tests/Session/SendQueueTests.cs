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
                queue.Add("text " + i.ToString(), SendMode.AtMostOnce);
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
                Assert.AreEqual((int)SendResult.Queued, (int)queue.Add("x", SendMode.AtMostOnce));
            }

            Assert.AreEqual((int)SendResult.QueueFull, (int)queue.Add("x", SendMode.AtMostOnce));
            queue.RemoveFirst();
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add("x", SendMode.AtMostOnce));
        }

        [TestMethod]
        public void Sixteen_kilobytes_wait_and_no_more()
        {
            SendQueue queue = new SendQueue();
            string longest = Bytes.Text('x', 8186);
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add(longest, SendMode.AtMostOnce));
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add(longest, SendMode.AtMostOnce));
            Assert.AreEqual((int)SendResult.QueueFull, (int)queue.Add("x", SendMode.AtMostOnce));
            queue.RemoveFirst();
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add("x", SendMode.AtMostOnce));
        }

        [TestMethod]
        public void Lengths_are_counted_in_bytes_of_UTF8()
        {
            SendQueue queue = new SendQueue();
            Assert.AreEqual((int)SendResult.Empty, (int)queue.Add(string.Empty, SendMode.AtMostOnce));
            Assert.AreEqual((int)SendResult.TooLong, (int)queue.Add(Bytes.Text('x', 8187), SendMode.AtMostOnce));
            Assert.AreEqual((int)SendResult.TooLong, (int)queue.Add(Bytes.Text('x', 8185) + "\u00e9", SendMode.AtMostOnce));
            Assert.AreEqual((int)SendResult.Queued, (int)queue.Add(Bytes.Text('x', 8184) + "\u00e9", SendMode.AtMostOnce));
            Assert.AreEqual(1, queue.Count);
        }

        [TestMethod]
        public void Room_is_told_before_a_text_is_made()
        {
            SendQueue queue = new SendQueue();
            Assert.IsTrue(queue.HasRoom(SendQueue.MaxBytes));
            queue.Add(Bytes.Text('x', 8186), SendMode.AtMostOnce);
            Assert.IsTrue(queue.HasRoom(8186));
            Assert.IsFalse(queue.HasRoom(8187));
            for (int i = 1; i < SendQueue.MaxMessages; i++)
            {
                queue.Add("x", SendMode.AtMostOnce);
            }

            Assert.IsFalse(queue.HasRoom(1));
        }

        [TestMethod]
        public void Each_text_keeps_its_mode()
        {
            SendQueue queue = new SendQueue();
            queue.Add("once", SendMode.AtMostOnce);
            queue.Add("again", SendMode.AtLeastOnce);
            Assert.AreEqual((int)SendMode.AtMostOnce, (int)queue.FirstMode);
            queue.RemoveFirst();
            Assert.AreEqual((int)SendMode.AtLeastOnce, (int)queue.FirstMode);
        }

        [TestMethod]
        public void An_empty_queue_has_nothing_to_show() => Assert.IsNull(new SendQueue().Peek());
    }
}
