using System;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Protocol;
using TeddyFirmware.Session;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests
{
    /// <summary>The one queue of reports: in order, of fixed size, with room for what is not text.</summary>
    [TestClass]
    public class InboxTests
    {
        [TestMethod]
        public void Reports_come_out_in_order_with_all_they_say()
        {
            CountingWake wake = new CountingWake();
            Inbox inbox = new Inbox(wake);
            HttpExchange exchange = new HttpExchange();
            inbox.Post(InboxKind.Opened, 1, 0);
            inbox.TryPostText(1, Bytes.Of("hello"), 5);
            inbox.Post(InboxKind.Closed, 1, 1012);
            inbox.PostRefusal(2, OpenFailure.HttpStatus, 503, "30", "SocketException");
            inbox.OnCompleted(exchange);
            InboxItem item = new InboxItem();
            IsTaken(inbox, item, InboxKind.Opened, 1, 0);
            IsTaken(inbox, item, InboxKind.Text, 1, 5);
            Assert.AreEqual("68656c6c6f", Bytes.ToHex(item.Message));
            IsTaken(inbox, item, InboxKind.Closed, 1, 1012);
            IsTaken(inbox, item, InboxKind.Refused, 2, 503);
            Assert.AreEqual("30", item.Refusal.RetryAfter);
            Assert.AreEqual("SocketException", item.Refusal.ErrorClass);
            Assert.AreEqual((int)OpenFailure.HttpStatus, (int)item.Refusal.Failure);
            IsTaken(inbox, item, InboxKind.ExchangeEnded, 0, 0);
            Assert.AreSame(exchange, item.Exchange);
            Assert.IsFalse(inbox.Take(item));
            Assert.AreEqual(5, wake.Count);
        }

        [TestMethod]
        public void An_item_keeps_nothing_of_the_report_before()
        {
            Inbox inbox = new Inbox(new CountingWake());
            InboxItem item = new InboxItem();
            for (int i = 0; i < 20; i++)
            {
                inbox.PostRefusal(1, OpenFailure.TimedOut, 503, "30", "X");
                inbox.Take(item);
                inbox.Post(InboxKind.Opened, 1, 0);
                inbox.Take(item);
                Assert.IsNull(item.Refusal);
                Assert.IsNull(item.Message);
                Assert.IsNull(item.Exchange);
            }
        }

        [TestMethod]
        public void Eight_texts_wait_and_the_ninth_is_refused_until_there_is_room() => IsFullUntilOneIsTaken(WithTexts(8, 1));

        [TestMethod]
        public void Texts_of_16_kilobytes_wait_and_no_more() => IsFullUntilOneIsTaken(WithTexts(2, FrameTable.MaxMessageBytes));

        [TestMethod]
        public void A_full_house_of_texts_leaves_room_for_eight_other_reports()
        {
            Inbox inbox = WithTexts(8, 1);
            for (int i = 0; i < 8; i++)
            {
                inbox.Post(InboxKind.Sent, 1, 0);
            }

            Assert.ThrowsException(typeof(InvalidOperationException), () => inbox.Post(InboxKind.Sent, 1, 0));
        }

        [TestMethod]
        public void Many_signs_of_life_are_as_good_as_one()
        {
            CountingWake wake = new CountingWake();
            Inbox inbox = new Inbox(wake);
            for (int i = 0; i < 100; i++)
            {
                inbox.NoteAlive(3);
            }

            Assert.AreEqual(1, wake.Count);
            Assert.AreEqual(3, inbox.TakeAlive());
            Assert.AreEqual(0, inbox.TakeAlive());
            inbox.NoteAlive(4);
            Assert.AreEqual(4, inbox.TakeAlive());
        }

        [TestMethod]
        public void What_was_no_text_is_counted_and_wakes_nobody()
        {
            CountingWake wake = new CountingWake();
            Inbox inbox = new Inbox(wake);
            inbox.CountPassedOver(1, 0);
            inbox.CountPassedOver(1, 1);
            Assert.AreEqual(2, inbox.IgnoredCount);
            Assert.AreEqual(0, wake.Count);
        }

        private static Inbox WithTexts(int count, int length)
        {
            Inbox inbox = new Inbox(new CountingWake());
            for (int i = 0; i < count; i++)
            {
                Assert.IsTrue(inbox.TryPostText(1, new byte[length], length));
            }

            return inbox;
        }

        private static void IsFullUntilOneIsTaken(Inbox inbox)
        {
            Assert.IsFalse(inbox.TryPostText(1, new byte[1], 1));
            inbox.Take(new InboxItem());
            Assert.IsTrue(inbox.TryPostText(1, new byte[1], 1));
        }

        private static void IsTaken(Inbox inbox, InboxItem item, InboxKind kind, int attempt, int number)
        {
            Assert.IsTrue(inbox.Take(item));
            Assert.AreEqual((int)kind, (int)item.Kind);
            Assert.AreEqual(attempt, item.Attempt);
            Assert.AreEqual(number, item.Number);
        }
    }
}
