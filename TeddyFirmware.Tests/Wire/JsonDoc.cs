using System.Text;
using TeddyFirmware.Tests.Support;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Wire
{
    /// <summary>Reads JSON for the tests of the reader.</summary>
    public static class JsonDoc
    {
        /// <summary>Reads a document to its end.</summary>
        /// <param name="json">The document.</param>
        /// <returns>Its last step: <see cref="JsonStep.End"/> or <see cref="JsonStep.Malformed"/>.</returns>
        public static JsonStep Finish(byte[] json) => Finish(json, json.Length);

        /// <summary>Reads the first bytes of a document to their end.</summary>
        /// <param name="json">The document.</param>
        /// <param name="length">How many bytes there are.</param>
        /// <returns>The last step.</returns>
        public static JsonStep Finish(byte[] json, int length)
        {
            JsonObjectReader reader = new JsonObjectReader(json, length);
            JsonStep step = reader.Read();
            while (step == JsonStep.Member)
            {
                step = reader.Read();
            }

            return step;
        }

        /// <summary>Tells whether a document is read to its end.</summary>
        /// <param name="json">The document.</param>
        /// <returns>True where it is.</returns>
        public static bool IsWhole(string json) => Finish(Bytes.Of(json)) == JsonStep.End;

        /// <summary>Goes to the first member.</summary>
        /// <param name="json">The document.</param>
        /// <returns>The reader, at that member.</returns>
        public static JsonObjectReader First(string json)
        {
            byte[] text = Encoding.UTF8.GetBytes(json);
            JsonObjectReader reader = new JsonObjectReader(text, text.Length);
            reader.Read();
            return reader;
        }
    }
}
