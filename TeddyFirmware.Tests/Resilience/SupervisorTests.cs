using nanoFramework.TestFramework;
using TeddyFirmware.Resilience;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Resilience
{
    /// <summary>How long without progress, and what then.</summary>
    [TestClass]
    public class SupervisorTests
    {
        private const int MinuteMs = 60000;

        [TestMethod]
        public void Five_minutes_without_progress_renew_the_link_once()
        {
            Supervisor supervisor = Watching();
            Assert.AreEqual((long)(5 * MinuteMs), supervisor.RemainingMs);
            Is(SupervisorRemedy.None, supervisor.Look((5 * MinuteMs) - 1, true));
            Is(SupervisorRemedy.RenewNetwork, supervisor.Look(5 * MinuteMs, true));
            Is(SupervisorRemedy.None, supervisor.Look((5 * MinuteMs) + 1, true));
        }

        [TestMethod]
        public void Fifteen_minutes_and_up_to_one_more_restart_the_board()
        {
            Supervisor supervisor = Watching();
            supervisor.Look(5 * MinuteMs, true);
            Is(SupervisorRemedy.None, supervisor.Look((15 * MinuteMs) - 1, true));
            Is(SupervisorRemedy.Reboot, supervisor.Look(16 * MinuteMs, true));
        }

        [TestMethod]
        public void After_a_restart_that_was_not_made_everything_begins_anew()
        {
            Supervisor supervisor = Watching();
            supervisor.Look(5 * MinuteMs, true);
            supervisor.Look(16 * MinuteMs, true);
            Is(SupervisorRemedy.None, supervisor.Look((21 * MinuteMs) - 1, true));
            Is(SupervisorRemedy.RenewNetwork, supervisor.Look(21 * MinuteMs, true));
        }

        [TestMethod]
        public void Progress_forgives_everything()
        {
            Supervisor supervisor = Watching();
            supervisor.Look(5 * MinuteMs, true);
            supervisor.Look(14 * MinuteMs, true);
            supervisor.OnProgress();
            Is(SupervisorRemedy.None, supervisor.Look((19 * MinuteMs) - 1, true));
            Is(SupervisorRemedy.RenewNetwork, supervisor.Look(19 * MinuteMs, true));
        }

        [TestMethod]
        public void Time_that_is_not_watched_does_not_count_and_forgives_nothing()
        {
            Supervisor supervisor = Watching();
            supervisor.Look(4 * MinuteMs, false);
            Assert.AreEqual(Countdown.Never, supervisor.RemainingMs);
            Is(SupervisorRemedy.None, supervisor.Look(600 * MinuteMs, true));
            Assert.AreEqual((long)MinuteMs, supervisor.RemainingMs);
            Is(SupervisorRemedy.RenewNetwork, supervisor.Look(601 * MinuteMs, true));
        }

        private static Supervisor Watching()
        {
            Supervisor supervisor = new Supervisor(new RandomNumbers(new ScriptedRandom(1)));
            supervisor.Look(0, true);
            return supervisor;
        }

        private static void Is(SupervisorRemedy expected, SupervisorRemedy actual) => Assert.AreEqual((int)expected, (int)actual);
    }
}
