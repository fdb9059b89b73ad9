namespace TeddyFirmware.Tests.Support
{
    /// <summary>Asks for the next of a row of numbers.</summary>
    /// <returns>The number.</returns>
    public delegate long Draw();
}
