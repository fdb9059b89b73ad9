using ServerStub.Commands;

namespace ServerStub.Tests.Control;

/// <summary>Scenario files: the ready ones, a file of one's own, and wrong ones.</summary>
public sealed class ScenarioTests : StubTests
{
    [Fact]
    public async Task Every_ready_scenario_runs_and_is_named_in_its_faults()
    {
        JsonElement[] ready = [.. (await Stub.GetControlAsync("/scenarios")).GetProperty("scenarios").EnumerateArray()];

        Assert.True(ready.Length >= 10);
        foreach (JsonElement scenario in ready)
        {
            string name = scenario.GetProperty("name").GetString()!;
            (HttpStatusCode status, JsonElement body) = await Stub.ControlAsync(HttpMethod.Post, "/scenarios", new { run = name });
            Assert.True(status == HttpStatusCode.Created, name + body);
            Assert.All(body.GetProperty("faults").EnumerateArray(), fault => Assert.Equal(name, fault.GetProperty("scenario").GetString()));
            await Stub.ControlAsync(HttpMethod.Delete, "/faults");
        }
    }

    [Fact]
    public async Task Steps_that_name_no_device_go_to_the_one_of_the_address()
    {
        string handle = await Stub.HandleAsync();

        (_, JsonElement body) = await Stub.ControlAsync(
            HttpMethod.Post, $"/scenarios?device={handle}", new { name = "mine", steps = new[] { new { at = "claim", @do = "hang" } } });

        Assert.Equal(handle, body.GetProperty("faults")[0].GetProperty("handle").GetString());
    }

    [Theory]
    [InlineData("""{"name":"x","steps":[{"at":"claim","do":"hang"},{"at":"claim","do":"status","status":1}]}""", "steps[1].status")]
    [InlineData("""{"name":"X Y","steps":[{"at":"claim","do":"hang"}]}""", "name")]
    [InlineData("""{"name":"x","steps":[]}""", "steps")]
    [InlineData("""{"name":"x","steps":[7]}""", "steps[0]")]
    [InlineData("""{"name":"x","steps":[{"at":"claim","do":"hang"}],"stps":1}""", "stps")]
    [InlineData("""{"run":7}""", "run")]
    public async Task A_wrong_scenario_is_422_that_names_the_field_and_plans_nothing(string scenario, string field)
    {
        (HttpStatusCode status, JsonElement error) = await Stub.ControlAsync(HttpMethod.Post, "/scenarios", JsonDocument.Parse(scenario).RootElement);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, Assert.Single(error.Fields())));
        Assert.Equal(0, (await Stub.GetControlAsync("")).GetProperty("faults").GetInt32());
    }

    [Fact]
    public async Task An_unknown_ready_scenario_is_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Stub.ControlAsync(HttpMethod.Post, "/scenarios", new { run = "../nf" })).Status);

    [Theory]
    [InlineData("""{"name":"x","steps":[{"at":"claim","do":"status"}]}""", "fault.json: steps[0].status: is missing")]
    [InlineData("{\n  \"name\":", "fault.json(2): --scenario: is not JSON")]
    [InlineData("[]", "fault.json(1): --scenario: must be a JSON object")]
    [InlineData(null, "fault.json: --scenario: cannot be read")]
    public async Task A_wrong_file_on_the_command_line_gives_one_line_and_code_2(string? content, string expected)
    {
        using var folder = new TempFolder();
        using var deadline = new Deadline();
        using var errors = new StringWriter();
        string config = folder.Write("nf.config", "<configuration><appSettings/></configuration>");
        string file = content is null ? folder["fault.json"] : folder.Write("fault.json", content);

        int code = await StubCommand.RunAsync(
            ["--config", config, "--port", "0", "--address", "127.0.0.1", "--quiet", "--scenario", file], TextWriter.Null, errors, deadline.Token);

        Assert.Equal(2, code);
        Assert.StartsWith(expected, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_acts_as_the_same_steps_do()
    {
        using var folder = new TempFolder();

        Stub.Server.RunScenario(folder.Write("fault.json", """{"name":"mine","steps":[{"at":"claim","do":"status","status":502}]}"""));
        Assert.Equal(HttpStatusCode.BadGateway, await Stub.ClaimStatusAsync());
    }
}
