namespace TeddyFirmware.Diagnostics
{
    /// <summary>How much a log line matters.</summary>
    public enum LogLevel
    {
        /// <summary>Part of the normal life of the device.</summary>
        Info = 0,

        /// <summary>Something failed, and the device deals with it by itself.</summary>
        Warning = 1,

        /// <summary>A person has to do something.</summary>
        Error = 2,
    }
}
