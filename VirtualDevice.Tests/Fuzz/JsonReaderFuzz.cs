using CsCheck;
using TeddyFirmware.Wire;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The reader of JSON objects agrees with System.Text.Json on every text, valid or not.</summary>
public sealed class JsonReaderFuzz
{
    private static readonly Gen<byte[]> s_texts = Mutation.Of(JsonSamples.Objects(["access", "exp", "device_id"], JsonSamples.Value));

    [Fact]
    public void The_object_reader_sees_what_System_Text_Json_sees() => FuzzRun.Try(s_texts, Check, Encoding.UTF8.GetString);

    private static void Check(byte[] text)
    {
        List<JsonProperty>? expected = JsonOracle.Members(text);
        var reader = new JsonObjectReader(text, text.Length);
        int count = 0;
        JsonStep step = reader.Read();
        while (step == JsonStep.Member)
        {
            if (expected != null)
            {
                Assert.True(count < expected.Count, "a member too many");
                IsSame(expected[count], reader);
            }

            count++;
            Assert.True(count <= text.Length, "more members than bytes");
            step = reader.Read();
        }

        Assert.Equal(expected == null ? JsonStep.Malformed : JsonStep.End, step);
        Assert.True(expected == null || expected.Count == count, "members are missing");
        Assert.Equal(step, reader.Read());
    }

    private static void IsSame(JsonProperty expected, JsonObjectReader reader)
    {
        Assert.Equal(KindOf(expected.Value.ValueKind), reader.Kind);
        Assert.Equal(JsonOracle.Integer(expected.Value, -7), reader.GetInteger(-7));
        Assert.Equal(JsonOracle.WholeNumber(expected.Value, -7), reader.GetWholeNumber(-7));

        // NameIs takes ASCII only, as all names are that the firmware looks for.
        Assert.True(!Ascii.IsValid(expected.Name) || reader.NameIs(expected.Name), "another name");
        Assert.False(reader.NameIs(expected.Name + "x"));
        string? text = expected.Value.ValueKind == JsonValueKind.String ? expected.Value.GetString() : null;
        Assert.Equal(text == null || text.Contains('\0') ? null : text, reader.GetString(8192));
        Assert.True(text == null || JsonOracle.RawLength(expected.Value) == 0 || reader.GetString(JsonOracle.RawLength(expected.Value) - 1) == null);
    }

    private static JsonKind KindOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => JsonKind.String,
        JsonValueKind.Number => JsonKind.Number,
        JsonValueKind.True => JsonKind.True,
        JsonValueKind.False => JsonKind.False,
        JsonValueKind.Null => JsonKind.Null,
        JsonValueKind.Object => JsonKind.Object,
        _ => JsonKind.Array,
    };
}
