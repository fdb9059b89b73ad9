using System.Security.Cryptography;
using System.Text.Json;
using ServerStub.Devices;

namespace VirtualDevice.Running;

/// <summary>
/// Who the devices of a fleet are: each has an id, a child and a random secret of its own, made once and kept in the fleet's
/// folder, so that a second run finds boards that know their server.
/// </summary>
internal static class FleetRoster
{
    private const string FileName = "devices.json";
    private const string FileForm = "must be a list of {\"device_id\":…,\"child_id\":…,\"secret\":…}; delete the fleet's folder and start again";
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Reads the roster, and makes the devices that it lacks.</summary>
    /// <param name="folder">The fleet's folder; made where it is missing.</param>
    /// <param name="count">How many devices.</param>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public static IReadOnlyList<RegisteredDevice> LoadOrCreate(string folder, int count)
    {
        OwnerOnly.CreateFolder(folder);
        string path = Path.Combine(folder, FileName);
        List<Row> rows = File.Exists(path) ? Read(path) : [];
        int known = rows.Count;
        while (rows.Count < count)
        {
            rows.Add(Row.Random(rows.Count + 1));
        }

        if (rows.Count > known)
        {
            OwnerOnly.WriteFile(path, JsonSerializer.SerializeToUtf8Bytes(rows, s_json));
        }

        return [.. rows.Take(count).Select(row => row.ToDevice())];
    }

    private static List<Row> Read(string path)
    {
        try
        {
            List<Row>? rows = JsonSerializer.Deserialize<List<Row>>(File.ReadAllBytes(path), s_json);
            return rows?.TrueForAll(row => row.IsWhole) == true ? rows : throw new JsonException();
        }
        catch (JsonException)
        {
            // Its text may quote the file, and the file holds secrets.
            throw new SettingsException(FileName, 0, "fleet", FileForm);
        }
    }

    private sealed record Row(string DeviceId, string ChildId, string Secret)
    {
        private const int ChildIdCharacters = 16;

        public bool IsWhole => NfRules.Id(8).Accepts(DeviceId ?? "") && NfRules.Id(1).Accepts(ChildId ?? "") && NfRules.Secret.Accepts(Secret ?? "");

        public static Row Random(int number) => new(
            $"Teddy-PC-{number:D4}",
            "child-" + RandomNumberGenerator.GetHexString(ChildIdCharacters, lowercase: true),
            RandomNumberGenerator.GetHexString(2 * RegisteredDevice.SecretBytes, lowercase: true));

        public RegisteredDevice ToDevice() => new(DeviceId, ChildId, Convert.FromHexString(Secret));
    }
}
