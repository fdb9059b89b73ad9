using System.Collections;

namespace TeddyFirmware.Platform
{
    /// <summary>Writes the small flat JSON objects that the device sends, with the machine's own JSON library.</summary>
    /// <remarks>
    /// Writing only: what comes from the network is read by <see cref="TeddyFirmware.Wire.JsonObjectReader"/>, because
    /// nanoFramework.Json refuses legal JSON (facts page, section 8). The order of the members is undefined, so
    /// nothing that is written here may be signed as text.
    /// </remarks>
    public interface IJsonWriter
    {
        /// <summary>Writes one flat object.</summary>
        /// <param name="members">Names and values; a value is a string, an int, a long or a bool.</param>
        /// <returns>The JSON text.</returns>
        string Write(Hashtable members);
    }
}
