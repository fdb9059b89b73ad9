namespace TeddyFirmware.Wire
{
    /// <summary>The kind of a JSON value (RFC 8259, section 3).</summary>
    public enum JsonKind
    {
        /// <summary>There is no value.</summary>
        None = 0,

        /// <summary>A string.</summary>
        String = 1,

        /// <summary>A number.</summary>
        Number = 2,

        /// <summary>The literal true.</summary>
        True = 3,

        /// <summary>The literal false.</summary>
        False = 4,

        /// <summary>The literal null.</summary>
        Null = 5,

        /// <summary>An object; it was skipped.</summary>
        Object = 6,

        /// <summary>An array; it was skipped.</summary>
        Array = 7,
    }
}
