using System.Collections;
using nanoFramework.Json;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>nanoFramework.Json, for writing only.</summary>
    /// <remarks>
    /// Its quirks (facts page, sections 8 and 16.4) do not reach what the device sends: names and values are printable
    /// ASCII, so neither its raw control characters nor its unescaped quotes beside an emoji can occur, and nobody
    /// signs the undefined order of its members. The contract test WritesFlatJson asks each type of value.
    /// </remarks>
    public sealed class Esp32JsonWriter : IJsonWriter
    {
        /// <inheritdoc/>
        public string Write(Hashtable members)
        {
            return JsonConvert.SerializeObject(members);
        }
    }
}
