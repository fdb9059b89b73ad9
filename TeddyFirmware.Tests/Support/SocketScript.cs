using System.Collections;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>What the server does with each attempt, in order; the last plan is repeated.</summary>
    public sealed class SocketScript
    {
        private readonly ArrayList _plans = new ArrayList();
        private int _next;

        /// <summary>Adds a plan.</summary>
        /// <param name="plan">The plan.</param>
        /// <returns>This script.</returns>
        public SocketScript Then(SocketPlan plan)
        {
            _plans.Add(plan);
            return this;
        }

        /// <summary>Takes the next plan.</summary>
        /// <returns>The plan; accepted where the script is empty.</returns>
        public SocketPlan Next()
        {
            if (_plans.Count == 0)
            {
                return SocketPlan.Accept();
            }

            SocketPlan plan = (SocketPlan)_plans[_next];
            _next += _next + 1 < _plans.Count ? 1 : 0;
            return plan;
        }
    }
}
