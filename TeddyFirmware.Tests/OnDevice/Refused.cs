using System;
using nanoFramework.TestFramework;

namespace TeddyFirmware.Tests.OnDevice
{
    /// <summary>Arguments that an adapter may not take.</summary>
    public static class Refused
    {
        /// <summary>Fails where a call is accepted; an exception derived from ArgumentException will do, as .NET's libraries have it.</summary>
        /// <param name="call">The call.</param>
        public static void By(Action call)
        {
            bool isRefused = false;
            try
            {
                call();
            }
            catch (ArgumentException)
            {
                isRefused = true;
            }

            Assert.IsTrue(isRefused, "accepted");
        }
    }
}
