using nanoFramework.TestFramework;
using TeddyFirmware.Dialing;

namespace TeddyFirmware.Tests.Dialing
{
    /// <summary>The addresses of a name, one after the other.</summary>
    [TestClass]
    public class AddressOrderTests
    {
        private const string Host = "teddy.test";

        [TestMethod]
        public void Before_anything_is_known_the_name_servers_order_stands() =>
            Assert.AreEqual("0 1 2", Order(new AddressOrder(), Host, "a", "b", "c"));

        [TestMethod]
        public void The_one_that_worked_last_is_tried_first_wherever_it_stands_now()
        {
            AddressOrder order = new AddressOrder();
            order.OnWorked(Host, "b", 0);
            Assert.AreEqual("1 0 2", Order(order, Host, "a", "b", "c"));
            Assert.AreEqual("2 0 1", Order(order, Host, "c", "a", "b"));
            Assert.AreEqual("0 1", Order(order, Host, "a", "c"), "it is gone");
        }

        [TestMethod]
        public void The_one_that_failed_last_is_tried_last()
        {
            AddressOrder order = new AddressOrder();
            order.OnFailed(Host, "a");
            Assert.AreEqual("1 2 0", Order(order, Host, "a", "b", "c"));
            order.OnWorked(Host, "c", 0);
            Assert.AreEqual("2 1 0", Order(order, Host, "a", "b", "c"));
            order.OnFailed(Host, "c");
            Assert.AreEqual("0 1 2", Order(order, Host, "a", "b", "c"), "what once worked has failed since");
            order.OnWorked(Host, "c", 0);
            Assert.AreEqual("2 0 1", Order(order, Host, "a", "b", "c"), "and works again");
        }

        [TestMethod]
        public void With_two_that_fail_each_is_tried_first_in_its_turn()
        {
            AddressOrder order = new AddressOrder();
            order.OnFailed(Host, "a");
            Assert.AreEqual("1 0", Order(order, Host, "a", "b"));
            order.OnFailed(Host, "b");
            Assert.AreEqual("0 1", Order(order, Host, "a", "b"));
        }

        [TestMethod]
        public void Another_name_starts_afresh()
        {
            AddressOrder order = new AddressOrder();
            order.OnWorked(Host, "b", 0);
            Assert.AreEqual("0 1", Order(order, "other.test", "a", "b"));
            Assert.AreEqual("1 0", Order(order, Host, "a", "b"), "looking alone forgets nothing");
            order.OnFailed("other.test", "x");
            Assert.AreEqual("0 1", Order(order, Host, "a", "b"));
        }

        [TestMethod]
        public void No_more_than_eight_are_tried_and_the_one_that_worked_is_among_them()
        {
            AddressOrder order = new AddressOrder();
            order.OnWorked(Host, "j", 0);
            Assert.AreEqual("9 0 1 2 3 4 5 6", Order(order, Host, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
        }

        [TestMethod]
        public void Each_gets_its_part_of_the_time_and_the_last_all_that_is_left()
        {
            Assert.AreEqual(10000, AddressOrder.ShareMs(20000, 2));
            Assert.AreEqual(19990, AddressOrder.ShareMs(19990, 1), "the first was refused at once");
            Assert.AreEqual(1, AddressOrder.ShareMs(1, 8));
            Assert.AreEqual(19500, AddressOrder.TimeMs(20000), "half a second to tell what became of them");
            Assert.AreEqual(150, AddressOrder.TimeMs(300));
        }

        [TestMethod]
        public void A_handshake_speaks_for_its_peer_for_a_minute()
        {
            AddressOrder order = new AddressOrder();
            Assert.IsFalse(order.IsProven(Host, "a", 0));
            order.OnWorked(Host, "a", 1000);
            Assert.IsTrue(order.IsProven(Host, "a", 60999));
            Assert.IsFalse(order.IsProven(Host, "a", 61000));
            Assert.IsFalse(order.IsProven(Host, "b", 1000), "another address");
            Assert.IsFalse(order.IsProven("other.test", "a", 1000), "another name");
            order.OnFailed(Host, "a");
            Assert.IsFalse(order.IsProven(Host, "a", 1001), "it has failed since");
        }

        private static string Order(AddressOrder order, string host, params string[] addresses)
        {
            string text = string.Empty;
            int[] indices = order.Arrange(host, addresses);
            for (int i = 0; i < indices.Length; i++)
            {
                text += (i == 0 ? string.Empty : " ") + indices[i].ToString();
            }

            return text;
        }
    }
}
