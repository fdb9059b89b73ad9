using System.Collections;
using System.Text;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Writes flat JSON by putting text together.</summary>
    public sealed class FakeJsonWriter : IJsonWriter
    {
        /// <inheritdoc/>
        public string Write(Hashtable members)
        {
            StringBuilder text = new StringBuilder();
            text.Append("{");
            foreach (DictionaryEntry member in members)
            {
                text.Append(text.Length > 1 ? "," : string.Empty);
                text.Append("\"" + (string)member.Key + "\":" + Value(member.Value));
            }

            text.Append("}");
            return text.ToString();
        }

        private static string Value(object value)
        {
            if (value is string text)
            {
                return "\"" + text + "\"";
            }

            return value is bool flag ? (flag ? "true" : "false") : value.ToString();
        }
    }
}
