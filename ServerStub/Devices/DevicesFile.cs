using System.Text.Json.Serialization;
using ServerStub.Configuration;
using ServerStub.Storage;

namespace ServerStub.Devices;

/// <summary>devices.json in the data folder: git-ignored, owner only, because it holds secrets and child ids.</summary>
internal sealed class DevicesFile(DataFolder folder)
{
    private const string Name = "devices.json";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        WriteIndented = true,
    };

    public IReadOnlyList<RegisteredDevice> Read()
    {
        if (!File.Exists(folder.PathOf(Name)))
        {
            return [];
        }

        return [.. Parse().Select((row, index) => ToDevice(row, index))];
    }

    public void Write(IEnumerable<RegisteredDevice> devices)
    {
        Row[] rows = [.. devices.Select(device =>
            new Row(device.DeviceId, device.ChildId, Convert.ToHexStringLower(device.Secret), device.Enabled))];
        folder.Write(Name, JsonSerializer.SerializeToUtf8Bytes(new Content(rows), s_json));
    }

    private Row[] Parse()
    {
        try
        {
            using FileStream stream = File.OpenRead(folder.PathOf(Name));
            return (JsonSerializer.Deserialize<Content>(stream, s_json) ?? throw new JsonException()).Devices;
        }
        catch (JsonException problem)
        {
            // Its text may quote the file, and the file holds secrets: only the place is passed on.
            throw new SettingsException(Name, (int)(problem.LineNumber ?? 0) + 1, "devices",
                "must be {\"devices\":[{\"device_id\":…,\"child_id\":…,\"secret\":…,\"enabled\":true}]}; repair it or delete the file");
        }
    }

    private static RegisteredDevice ToDevice(Row row, int index)
    {
        Check(NfRules.Id(8), row.DeviceId, "device_id");
        Check(NfRules.Id(1), row.ChildId, "child_id");
        Check(NfRules.Secret, row.Secret, "secret");
        return new RegisteredDevice(row.DeviceId, row.ChildId, Convert.FromHexString(row.Secret), row.Enabled);

        void Check(NfRule rule, string value, string field)
        {
            if (!rule.Accepts(value))
            {
                throw new SettingsException(Name, 0, $"devices[{index}].{field}", rule.Requirement);
            }
        }
    }

    private sealed record Content(Row[] Devices);

    private sealed record Row(string DeviceId, string ChildId, string Secret, bool Enabled);
}
