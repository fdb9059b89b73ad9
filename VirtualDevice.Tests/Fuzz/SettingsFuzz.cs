using System.Text.RegularExpressions;
using CsCheck;
using TeddyFirmware.Provisioning;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>The provisioning parser takes what is right in every field, and tells of the rest without its content.</summary>
public sealed partial class SettingsFuzz
{
    private const int BytesPerByte = 24;
    private const int OwnBytes = 2048;
    private const string Planted = "PLANTED";

    private static readonly string[] s_names =
        ["format", "device_id", "child_id", "oob_secret", "server_url", "claim_path", "refresh_path", "session_path", "claim_nonce", "note"];

    private static readonly Gen<string> s_right = Gen.Select(
        Gen.OneOf("", ",\"claim_nonce\":\"text\"", ",\"claim_path\":\"/claim\"", ",\"note\":{\"a\":[1,2]}", ",\"session_path\":\"\\/ws\""),
        Gen.OneOf("https://teddy.example", "https://teddy.example:8443", "https://teddy.example/"),
        Gen.OneOf("child123", Planted, "c"),
        (more, url, child) => $"{{\"format\":1,\"device_id\":\"Teddy-ESP32-0001\",\"child_id\":\"{child}\",\"oob_secret\":\"{new string('a', 64)}\",\"server_url\":\"{url}\"{more}}}");

    private static readonly Gen<string> s_value = Gen.Frequency(
        (4, Gen.OneOf("\"Teddy-ESP32-0001\"", $"\"{Planted}\"", "\"/path\"", "\"https://host:443\"", "\"https://\"", "\"https://h:99999\"", "\"bytes\"", "1")),
        (1, JsonSamples.Value));

    private static readonly Gen<byte[]> s_files = Gen.Frequency(
        (1, s_right.Select(Encoding.UTF8.GetBytes)),
        (5, Mutation.Of(s_right.Select(Encoding.UTF8.GetBytes))),
        (3, Mutation.Of(JsonSamples.Objects(s_names, s_value))));

    [Fact]
    public void A_file_is_taken_when_every_field_is_right_and_otherwise_told_by_field_alone()
    {
        Parse([]);
        FuzzRun.Try(s_files, Check, Encoding.UTF8.GetString);
    }

    private static void Check(byte[] file)
    {
        (DeviceSettings? settings, string? error) = FuzzRun.Bounded(OwnBytes + (BytesPerByte * file.Length), () => Parse(file));
        Assert.Equal(settings == null, error != null);
        Assert.False(error?.Contains(Planted) ?? false, error);
        Assert.True(error == null || error.All(letter => letter is >= ' ' and < (char)0x7F), "the file's own characters in the error");
        if (settings != null)
        {
            IsRight(settings, JsonOracle.Members(file));
        }
    }

    private static void IsRight(DeviceSettings settings, List<JsonProperty>? members)
    {
        Assert.NotNull(members);
        string? TextOf(string name) => members.Last(member => member.Name == name).Value.GetString();
        Assert.Equal(TextOf("device_id"), settings.DeviceId);
        Assert.Equal(TextOf("child_id"), settings.ChildId);
        Assert.Equal(TextOf("oob_secret"), Convert.ToHexString(settings.OobSecret), ignoreCase: true);
        Assert.Equal(TextOf("server_url")!.TrimEnd('/'), settings.ServerUrl);
        Assert.Matches(DeviceId(), settings.DeviceId);
        Assert.Matches(ChildId(), settings.ChildId);
        Assert.Equal(32, settings.OobSecret.Length);
        var url = new Uri(settings.ServerUrl);
        Assert.Equal(("https", "/", ""), (url.Scheme, url.PathAndQuery, url.UserInfo));
        foreach (string path in new[] { settings.ClaimPath, settings.RefreshPath, settings.SessionPath })
        {
            Assert.True(Uri.IsWellFormedUriString(settings.ServerUrl + path, UriKind.Absolute), path);
            Assert.Empty(new Uri(settings.ServerUrl + path).Query + new Uri(settings.ServerUrl + path).Fragment);
        }
    }

    private static (DeviceSettings? Settings, string? Error) Parse(byte[] file)
    {
        var parser = new SettingsParser();
        return (parser.Parse(file), parser.Error);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{8,64}\z")]
    private static partial Regex DeviceId();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex ChildId();
}
