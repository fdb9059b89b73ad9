using TeddyFirmware.Wire;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>Looks a member of a flat JSON object up.</summary>
    public static class JsonField
    {
        /// <summary>Gets a text member.</summary>
        /// <param name="json">The object.</param>
        /// <param name="name">The member.</param>
        /// <returns>Its value; null where there is none.</returns>
        public static string Text(byte[] json, string name)
        {
            JsonObjectReader reader = new JsonObjectReader(json, json.Length);
            while (reader.Read() == JsonStep.Member)
            {
                if (reader.NameIs(name))
                {
                    return reader.GetString(json.Length);
                }
            }

            return null;
        }
    }
}
