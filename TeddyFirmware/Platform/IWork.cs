namespace TeddyFirmware.Platform
{
    /// <summary>Work that may take long.</summary>
    public interface IWork
    {
        /// <summary>Does it. Throws nothing.</summary>
        void Run();
    }
}
