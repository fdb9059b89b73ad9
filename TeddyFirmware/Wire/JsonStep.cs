namespace TeddyFirmware.Wire
{
    /// <summary>What <see cref="JsonObjectReader.Read"/> came upon.</summary>
    public enum JsonStep
    {
        /// <summary>A member of the top-level object.</summary>
        Member = 0,

        /// <summary>The end of the object, with nothing after it.</summary>
        End = 1,

        /// <summary>Not a JSON object, not UTF-8, nested too deep, or cut short.</summary>
        Malformed = 2,
    }
}
