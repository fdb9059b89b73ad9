using System.Security.Cryptography;
using System.Text.Json;

namespace VirtualDevice.Platform;

/// <summary>
/// The hardware of a virtual board: its MAC address, made once and kept beside the flash, never in it. Flash content
/// that is copied to another board's folder therefore does not open there, as on real boards.
/// </summary>
internal static class BoardFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "board.json";

    private const int MacBytes = 6;
    private const int MaxFileBytes = 256;

    /// <summary>Reads the address from a board's folder, or makes one. A damaged file counts as another board.</summary>
    public static byte[] LoadOrCreateMac(string folder)
    {
        OwnerOnly.CreateFolder(folder);
        string path = Path.Combine(folder, Name);
        if (Load(path) is { } kept)
        {
            return kept;
        }

        byte[] mac = RandomNumberGenerator.GetBytes(MacBytes);

        // IEEE 802: locally administered, and one station's.
        mac[0] = (byte)((mac[0] & 0xFC) | 0x02);
        OwnerOnly.WriteFile(path, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["mac"] = Convert.ToHexStringLower(mac) }));
        return mac;
    }

    private static byte[]? Load(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MaxFileBytes)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            byte[] mac = Convert.FromHexString(json.RootElement.GetProperty("mac").GetString() ?? "");
            return mac.Length == MacBytes ? mac : null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
