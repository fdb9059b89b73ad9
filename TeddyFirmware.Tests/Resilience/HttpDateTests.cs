using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>HTTP-date in its three forms (RFC 9110, 5.6.7).</summary>
    [TestClass]
    public class HttpDateTests
    {
        private const long Now = FakeClock.StartUtcSeconds;

        [TestMethod]
        public void Rfc_9110_section_5_6_7_example() => Assert.AreEqual(784111777L, HttpDate.Parse("Sun, 06 Nov 1994 08:49:37 GMT", Now));

        [TestMethod]
        public void Dates_around_the_calendar_s_edges()
        {
            Assert.AreEqual(0L, HttpDate.Parse("Thu, 01 Jan 1970 00:00:00 GMT", Now));
            Assert.AreEqual(951782400L, HttpDate.Parse("Tue, 29 Feb 2000 00:00:00 GMT", Now));
            Assert.AreEqual(1709251199L, HttpDate.Parse("Thu, 29 Feb 2024 23:59:59 GMT", Now));
            Assert.AreEqual(1767225600L, HttpDate.Parse("Thu, 01 Jan 2026 00:00:00 GMT", Now));
            Assert.AreEqual(2147483648L, HttpDate.Parse("Tue, 19 Jan 2038 03:14:08 GMT", Now));
            Assert.AreEqual(4107542400L, HttpDate.Parse("Mon, 01 Mar 2100 00:00:00 GMT", Now));
        }

        [TestMethod]
        [DataRow("Sunday, 06-Nov-94 08:49:37 GMT", 784111777)]
        [DataRow("Sun Nov  6 08:49:37 1994", 784111777)]
        [DataRow("Wed Nov 16 08:49:37 1994", 784975777)]
        [DataRow("Thu Jan  1 00:00:30 2026", 1767225630)]
        public void The_two_obsolete_forms_are_read(string text, int seconds) => Assert.AreEqual((long)seconds, HttpDate.Parse(text, Now));

        // 2026 now: 76 is 50 years ahead, 77 is more than that (RFC 9110, 5.6.7).
        [TestMethod]
        public void A_year_of_two_digits_is_at_most_50_years_ahead()
        {
            Assert.AreEqual(HttpDate.Parse("Wed, 01 Jan 2076 00:00:00 GMT", Now), HttpDate.Parse("Wednesday, 01-Jan-76 00:00:00 GMT", Now));
            Assert.AreEqual(HttpDate.Parse("Sat, 01 Jan 1977 00:00:00 GMT", Now), HttpDate.Parse("Saturday, 01-Jan-77 00:00:00 GMT", Now));
            Assert.AreEqual(HttpDate.Parse("Thu, 01 Jan 2026 00:00:00 GMT", Now), HttpDate.Parse("Thursday, 01-Jan-26 00:00:00 GMT", Now));
            long in1999 = 915148800 + (300L * 86400);
            Assert.AreEqual(HttpDate.Parse("Sat, 01 Jan 2000 00:00:00 GMT", Now), HttpDate.Parse("Saturday, 01-Jan-00 00:00:00 GMT", in1999));
        }

        [TestMethod]
        public void White_space_around_it_and_a_leap_second_are_taken()
        {
            Assert.AreEqual(784111777L, HttpDate.Parse(" Sun, 06 Nov 1994 08:49:37 GMT ", Now));
            Assert.AreEqual(1483228800L, HttpDate.Parse("Sat, 31 Dec 2016 23:59:60 GMT", Now));
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("120")]
        [DataRow("Sun, 06 Nov 1994 08:49:37 UTC")]
        [DataRow("Sun, 06 Nov 1994 08:49:37 gmt")]
        [DataRow("Sun, 06 Nov 1994 08:49:37 GXT")]
        [DataRow("Sun, 06 nov 1994 08:49:37 GMT")]
        [DataRow("Sun, 06 Nov 1994 24:00:00 GMT")]
        [DataRow("Sun, 06 Nov 1994 08:60:00 GMT")]
        [DataRow("Sun, 06 Nov 1994 08:49:61 GMT")]
        [DataRow("Sun, 00 Nov 1994 08:49:37 GMT")]
        [DataRow("Sun, 31 Nov 1994 08:49:37 GMT")]
        [DataRow("Sun, 29 Feb 2100 08:49:37 GMT")]
        [DataRow("Sun, 06 Foo 1994 08:49:37 GMT")]
        [DataRow("Sun, 06 Nov 1969 08:49:37 GMT")]
        [DataRow("Sun, 06 Nov 3000 08:49:37 GMT")]
        [DataRow("Sun, 06 Nov -994 08:49:37 GMT")]
        [DataRow("Sun, +6 Nov 1994 08:49:37 GMT")]
        [DataRow("Sun, 06 Nov 1994 08:49:37 GMT x")]
        [DataRow("Sun. 06 Nov 1994 08:49:37 GMT")]
        [DataRow("Sunday, 31-Feb-94 08:49:37 GMT")]
        [DataRow("Sunday, 06-Nov-94 08:49:37 CET")]
        [DataRow("Sunday, 06 Nov 94 08:49:37 GMT")]
        [DataRow("Sunday, 06-Nov-1994 08:49:37 GMT")]
        [DataRow("Sunday, 06-Nov-9x 08:49:37 GMT")]
        [DataRow("Sunday,")]
        [DataRow("Sun Nov  0 08:49:37 1994")]
        [DataRow("Sun Nov 31 08:49:37 1994")]
        [DataRow("Sun Nov 6 08:49:37 1994")]
        [DataRow("Sun Nov  6 08:49:37 94")]
        [DataRow("Sun Nov   608:49:37 1994")]
        [DataRow("Sun Nov  6 08:49:37 1994 GMT")]
        [DataRow("Sun,x06xNovx1994x08x49x37 GMT")]
        [DataRow("Sun, 06 Nov 1994 08.49.37 GMT")]
        [DataRow("Sun, 06-Nov-1994 08:49:37 GMT")]
        public void What_is_no_such_date_is_refused(string text) => Assert.AreEqual(-1L, HttpDate.Parse(text, Now));
    }
}
