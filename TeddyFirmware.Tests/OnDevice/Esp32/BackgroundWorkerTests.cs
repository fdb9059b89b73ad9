using System;
using System.Threading;
using nanoFramework.TestFramework;
using TeddyFirmware.Platform;
using TeddyFirmware.Platform.Esp32;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>The board's threads that stay. The PC has a pool.</summary>
    [TestClass]
    public class BackgroundWorkerTests
    {
        private const int LimitMs = 5000;

        /// <summary>A start is a run, also long after the one before.</summary>
        [TestMethod]
        public void EachStartIsARun()
        {
            BackgroundWorker worker = new BackgroundWorker(0);
            Work work = new Work(false);
            for (int run = 1; run <= 3; run++)
            {
                worker.Start(work);
                Assert.IsTrue(work.IsBegun.WaitOne(LimitMs, false), "not begun");
                Assert.AreEqual(run, work.Runs);
                Thread.Sleep(run * 40);
            }
        }

        /// <summary>What is started while another runs comes after it, and what was started last.</summary>
        [TestMethod]
        public void ARunWaitsForTheOneBefore()
        {
            BackgroundWorker worker = new BackgroundWorker(0);
            Work first = new Work(false, new AutoResetEvent(false));
            Work second = new Work(false);
            Work third = new Work(false);
            worker.Start(first);
            Assert.IsTrue(first.IsBegun.WaitOne(LimitMs, false), "not begun");
            worker.Start(second);
            worker.Start(third);
            Assert.IsFalse(third.IsBegun.WaitOne(100, false), "beside the first");
            first.MayEnd.Set();
            Assert.IsTrue(third.IsBegun.WaitOne(LimitMs, false), "not begun");
            Assert.AreEqual(0, second.Runs);
        }

        /// <summary>The thread of a session is there for the next one, whatever became of this.</summary>
        [TestMethod]
        public void AnExceptionDoesNotEndTheThread()
        {
            BackgroundWorker worker = new BackgroundWorker(0);
            Work bad = new Work(true);
            Work good = new Work(false);
            worker.Start(bad);
            Assert.IsTrue(bad.IsBegun.WaitOne(LimitMs, false), "not begun");
            Thread.Sleep(20);
            worker.Start(good);
            Assert.IsTrue(good.IsBegun.WaitOne(LimitMs, false), "not begun");
        }

        private sealed class Work : IWork
        {
            private readonly bool _throws;

            internal Work(bool throws, AutoResetEvent mayEnd = null)
            {
                _throws = throws;
                MayEnd = mayEnd;
            }

            internal AutoResetEvent IsBegun { get; } = new AutoResetEvent(false);

            internal AutoResetEvent MayEnd { get; }

            internal int Runs { get; private set; }

            public void Run()
            {
                Runs++;
                IsBegun.Set();
                if (MayEnd != null)
                {
                    MayEnd.WaitOne();
                }

                if (_throws)
                {
                    throw new OutOfMemoryException();
                }
            }
        }
    }
}
