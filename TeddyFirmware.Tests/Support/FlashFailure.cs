using System;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>The flash failed, or its power is gone.</summary>
    public sealed class FlashFailure : Exception
    {
    }
}
