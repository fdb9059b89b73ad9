using Microsoft.Extensions.Configuration;
using ServerStub.Configuration;

namespace ServerStub.Tests;

/// <summary>nf.config: what is read, in which order, and how mistakes are told.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shared_file_is_good_and_says_the_defaults()
    {
        NfConfig config = Load(Path.Combine(AppContext.BaseDirectory, "nf.config"));

        Assert.All(NfSettings.All, setting => Assert.Equal(setting.Default, config[setting.Key]));
    }

    [Fact]
    public void The_later_source_wins()
    {
        string file = _folder.Write("nf.config", Xml(("stub.port", "1"), ("claim.path", "/a"), ("device.id", "in-shared"), ("session.path", "/s")));
        _folder.Write("nf.local.config", Xml(("claim.path", "/b"), ("device.id", "in-local"), ("session.path", "/l")));

        NfConfig config = NfConfig.Load(new NfConfigSources
        {
            File = file,
            Environment = new Dictionary<string, string> { ["TEDDY_DEVICE_ID"] = "in-environment", ["TEDDY_SESSION_PATH"] = "/e" },
            Overrides = new Dictionary<string, string> { ["session.path"] = "/f" },
        });

        Assert.Equal("3600", config["stub.accessLifetimeSeconds"]);
        Assert.Equal(1, config.Number("stub.port"));
        Assert.Equal("/b", config["claim.path"]);
        Assert.Equal("in-environment", config["device.id"]);
        Assert.Equal("/f", config["session.path"]);
    }

    [Fact]
    public void It_is_a_source_of_aspnet_configuration()
    {
        string file = _folder.Write("nf.config", Xml(("stub.port", "4711")));

        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddNfConfig(new NfConfigSources { File = file, Environment = new Dictionary<string, string>() }).Build();

        Assert.Equal("4711", configuration["stub.port"]);
    }

    [Theory]
    [InlineData("claim.nonce", "hex", "claim.nonce: must be \"bytes\" or \"text\"")]
    [InlineData("claim.nonce", "", "claim.nonce: must be \"bytes\" or \"text\"")]
    [InlineData("stub.port", "65536", "stub.port: must be a whole number from 0 to 65535")]
    [InlineData("stub.port", "80 ", "stub.port: must be a whole number from 0 to 65535")]
    [InlineData("stub.rotateRefresh", "yes", "stub.rotateRefresh: must be \"true\" or \"false\"")]
    [InlineData("server.url", "http://example.org", "server.url: must be an https address without path")]
    [InlineData("server.url", "https://example.org/x", "server.url: must be an https address without path")]
    [InlineData("server.url", "https://u:p@example.org", "server.url: must be an https address without path")]
    [InlineData("claim.path", "claim", "claim.path: must start with /")]
    [InlineData("claim.path", "/{x}", "claim.path: must start with /")]
    [InlineData("device.id", "short", "device.id: must be 8 to 64 characters of A-Z a-z 0-9 _ -")]
    [InlineData("stub.address", "localhost", "stub.address: must be an IP address")]
    [InlineData("claim.nonse", "bytes", "claim.nonse: unknown key; did you mean \"claim.nonce\"?")]
    [InlineData("Claim.Nonce", "bytes", "Claim.Nonce: unknown key; write it as \"claim.nonce\"")]
    [InlineData("something.else", "1", "something.else: unknown key; remove it")]
    public void A_wrong_value_or_key_is_told_with_file_line_and_fix(string key, string value, string expected)
    {
        SettingsException problem = Refused(Xml(("stub.responses", "plain"), (key, value)));

        Assert.StartsWith("nf.config(4): " + expected, Assert.Single(problem.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wifi.password", "TEDDY_WIFI_PASSWORD")]
    [InlineData("device.secret", "TEDDY_DEVICE_SECRET")]
    [InlineData("child.id", "TEDDY_CHILD_ID")]
    public void What_is_private_is_refused_in_the_shared_file_and_its_value_is_not_repeated(string key, string variable)
    {
        SettingsException problem = Refused(Xml((key, "s3cr3t-value")));

        Assert.Contains($"nf.config(3): {key}: does not belong in the shared file; move it to nf.local.config or set {variable}",
            problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_secret_in_the_twin_is_told_without_its_value()
    {
        string file = _folder.Write("nf.config", Xml());
        _folder.Write("nf.local.config", Xml(("device.secret", "s3cr3t")));

        SettingsException problem = Assert.Throws<SettingsException>(() => Load(file));

        Assert.Equal("nf.local.config(3): device.secret: must be 64 hex characters, or be empty", problem.Message);
    }

    [Fact]
    public void A_key_that_is_set_twice_is_told_with_both_lines()
    {
        SettingsException problem = Refused(Xml(("stub.port", "1"), ("stub.port", "2")));

        Assert.Equal("nf.config(4): stub.port: is already set on line 3; keep one of the two", problem.Message);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_told_at_once_in_its_order()
    {
        SettingsException problem = Refused(Xml(("stub.port", "x"), ("claim.nonce", "y"), ("no.such", "z")));

        Assert.Equal([3, 4, 5], problem.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("<configuration>\n<appSettings>", 2)]
    [InlineData("<configuration><appSettings><add key=\"device.secret\" value=\"p&s3cr3t;\"/></appSettings></configuration>", 1)]
    [InlineData("", 0)]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n<configuration/>", 0)]
    public void Malformed_xml_and_any_doctype_are_told_with_the_line_and_nothing_of_the_text(string content, int line)
    {
        SettingsException problem = Refused(content);

        Assert.Equal(line, Assert.Single(problem.Errors).Line);
        Assert.Contains("not well-formed XML", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<settings/>", "nf.config(1): the outermost element must be <configuration>")]
    [InlineData("<configuration>\n<other/></configuration>", "nf.config(2): only <appSettings> may stand")]
    [InlineData("<configuration><appSettings>\n<remove key=\"stub.port\"/></appSettings></configuration>", "nf.config(2): must be <add key")]
    [InlineData("<configuration><appSettings>\n<add key=\"stub.port\"/></appSettings></configuration>", "nf.config(2): must be <add key")]
    [InlineData("<configuration><appSettings>\n<add key=\"stub.port\" value=\"1\" x=\"\"/></appSettings></configuration>", "nf.config(2): must be <add key")]
    public void Another_form_of_xml_is_told_with_the_line(string content, string expected)
    {
        SettingsException problem = Refused(content);

        Assert.StartsWith(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_too_large_one_are_told()
    {
        Assert.StartsWith("nf.config: not found;",
            Assert.Throws<SettingsException>(() => Load(_folder["nf.config"])).Message, StringComparison.Ordinal);

        string large = _folder.Write("nf.config", Xml() + "<!--" + new string('x', 70_000) + "-->");
        Assert.StartsWith("nf.config: is larger than 65536 bytes",
            Assert.Throws<SettingsException>(() => Load(large)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_environment_variable_is_named_and_unknown_and_empty_ones_are_left_alone()
    {
        string file = _folder.Write("nf.config", Xml());

        SettingsException problem = Assert.Throws<SettingsException>(() => Load(file, ("TEDDY_STUB_PORT", "x")));
        NfConfig config = Load(file, ("TEDDY_SOMETHING", "x"), ("TEDDY_STUB_PORT", ""));

        Assert.Equal("environment TEDDY_STUB_PORT: stub.port: must be a whole number from 0 to 65535", problem.Message);
        Assert.Equal(8443, config.Number("stub.port"));
    }

    [Fact]
    public void Without_a_CA_file_the_roots_that_come_with_the_firmware_are_taken()
    {
        string file = _folder.Write("nf.config", Xml());
        Assert.Null(Load(file).CaFile);

        Directory.CreateDirectory(_folder["TeddyFirmware/Certificates"]);
        File.WriteAllText(_folder["TeddyFirmware/Certificates/roots.pem"], "");
        Assert.Equal(_folder[Path.Combine("TeddyFirmware", "Certificates", "roots.pem")], Load(file).CaFile);

        _folder.Write("nf.config", Xml(("server.caFile", "mine.pem")));
        Assert.Equal(_folder["mine.pem"], Load(file).CaFile);
    }

    [Fact]
    public void Every_setting_reaches_the_stubs_options()
    {
        string file = _folder.Write("nf.config", Xml(
            ("device.id", "Teddy-ESP32-0042"), ("claim.path", "/c"), ("refresh.path", "/r"), ("session.path", "/s"), ("claim.nonce", "text"),
            ("stub.address", "127.0.0.1"), ("stub.port", "1234"), ("stub.dataFolder", "kept"), ("stub.responses", "deployed"),
            ("stub.accessLifetimeSeconds", "11"), ("stub.refreshLifetimeSeconds", "12"), ("stub.rotateRefresh", "true"),
            ("stub.claimsPerMinute", "13"), ("stub.refuseUpgrade", "true"),
            ("stub.idempotentClaimSeconds", "14"), ("stub.echo", "bare")));
        _folder.Write("nf.local.config", Xml(("child.id", "kid"), ("stub.controlKey", "sixteen or more of them"), ("device.secret", new string('A', 64))));

        StubOptions options = Load(file).ToStubOptions();

        Assert.Equal(("Teddy-ESP32-0042", "kid", "/c", "/r", "/s"),
            (options.DeviceId, options.ChildId, options.ClaimPath, options.RefreshPath, options.SessionPath));
        Assert.Equal((NonceForm.Text, ResponseSpelling.Deployed, "127.0.0.1", 1234, _folder["kept"]),
            (options.ClaimNonce, options.Responses, options.Address.ToString(), options.Port, options.DataFolder));
        Assert.Equal((11, 12, true, 13, true),
            (options.AccessLifetimeSeconds, options.RefreshLifetimeSeconds, options.RotateRefresh, options.ClaimsPerMinute, options.RefuseUpgrade));
        Assert.Equal((14, Sessions.EchoStyle.Bare, "sixteen or more of them"), (options.IdempotentClaimSeconds, options.Echo, options.ControlKey));
        Assert.Equal(Enumerable.Repeat((byte)0xaa, 32), options.DeviceSecret);
    }

    private SettingsException Refused(string content) => Assert.Throws<SettingsException>(() => Load(_folder.Write("nf.config", content)));

    private static NfConfig Load(string file, params (string Name, string Value)[] environment) => NfConfig.Load(new NfConfigSources
    {
        File = file,
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
    });

    // One setting on each line, the first on line 3.
    private static string Xml(params (string Key, string Value)[] settings) =>
        "<configuration>\n<appSettings>\n"
        + string.Concat(settings.Select(pair => $"<add key=\"{pair.Key}\" value=\"{pair.Value}\"/>\n"))
        + "</appSettings>\n</configuration>\n";
}
