using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using TeddyFirmware.Platform;

namespace VirtualDevice.Platform;

/// <summary>Writes flat JSON objects with System.Text.Json.</summary>
public sealed class PcJsonWriter : IJsonWriter
{
    /// <inheritdoc />
    public string Write(Hashtable members)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (DictionaryEntry member in members)
            {
                WriteMember(json, (string)member.Key, member.Value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static void WriteMember(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                // The board's writer would do something of its own with anything else. The value is not told: it may be secret.
                throw new ArgumentException($"The value of {name} is not a string, an int, a long or a bool.");
        }
    }
}
