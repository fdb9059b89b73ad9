using System.Text;

namespace TeddyFirmware.Wire
{
    /// <summary>Writes one flat JSON object (RFC 8259) of the kind that the device sends.</summary>
    /// <remarks>
    /// Not nanoFramework.Json: its tables and converters hold 3.6 KB of a board's heap for good, it needs a Hashtable and as much again
    /// for each object, and leaves the order to chance. Names and texts are ours, printable ASCII without quote and
    /// backslash, so nothing is escaped.
    /// </remarks>
    public sealed class JsonObjectWriter
    {
        private readonly StringBuilder _text = new StringBuilder("{");

        /// <summary>Adds a text.</summary>
        /// <param name="name">The member's name.</param>
        /// <param name="value">Its value; null where the member is left out.</param>
        public void Add(string name, string value)
        {
            if (value != null)
            {
                AddRaw(name, "\"" + value + "\"");
            }
        }

        /// <summary>Adds a number.</summary>
        /// <param name="name">The member's name.</param>
        /// <param name="value">Its value.</param>
        public void Add(string name, long value) => AddRaw(name, value.ToString());

        /// <summary>Adds a number that is more than 0.</summary>
        /// <param name="name">The member's name.</param>
        /// <param name="value">Its value; below 1 the member is left out.</param>
        public void AddCount(string name, int value)
        {
            if (value > 0)
            {
                Add(name, value);
            }
        }

        /// <summary>Ends the object.</summary>
        /// <returns>Its text.</returns>
        public override string ToString()
        {
            return _text.ToString() + "}";
        }

        private void AddRaw(string name, string value)
        {
            _text.Append(_text.Length == 1 ? "\"" : ",\"");
            _text.Append(name);
            _text.Append("\":");
            _text.Append(value);
        }
    }
}
