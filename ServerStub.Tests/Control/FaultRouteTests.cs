using System.Net;
using System.Text.Json;
using ServerStub.Tests.Support;

namespace ServerStub.Tests.Control;

/// <summary>Fault plans: what may be said, what waits, what is taken back.</summary>
public sealed class FaultRouteTests
{
    [Theory]
    [InlineData("""{}""", "at")]
    [InlineData("""{"at":"claim"}""", "do")]
    [InlineData("""{"at":"moon","do":"status"}""", "at")]
    [InlineData("""{"at":"session","do":"status"}""", "do")]
    [InlineData("""{"at":"claim","do":"status"}""", "status")]
    [InlineData("""{"at":"claim","do":"status","status":199}""", "status")]
    [InlineData("""{"at":"claim","do":"status","status":600}""", "status")]
    [InlineData("""{"at":"claim","do":"status","status":"503"}""", "status")]
    [InlineData("""{"at":"claim","do":"status","status":503,"retry_after_as":"days"}""", "retry_after_as")]
    [InlineData("""{"at":"claim","do":"status","status":503,"retry_after_seconds":-1}""", "retry_after_seconds")]
    [InlineData("""{"at":"claim","do":"hang","times":-1}""", "times")]
    [InlineData("""{"at":"claim","do":"hang","times":1.5}""", "times")]
    [InlineData("""{"at":"claim","do":"hang","device":"Teddy-ESP32-9999"}""", "device")]
    [InlineData("""{"at":"claim","do":"hang","status":503}""", "status")]
    [InlineData("""{"at":"claim","do":"bad_body","body":"nice"}""", "body")]
    [InlineData("""{"at":"session","do":"close","code":1015}""", "code")]
    [InlineData("""{"at":"session","do":"close","reason":"ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"}""", "reason")]
    [InlineData("""{"at":"session","do":"text"}""", "text")]
    [InlineData("""{"at":"device","do":"disable"}""", "device")]
    [InlineData("""{"at":"device","do":"disable","device":"Teddy-ESP32-0001","times":2}""", "times")]
    [InlineData("""{"at":"server","do":"drain","device":"Teddy-ESP32-0001"}""", "device")]
    [InlineData("""{"at":"tls","do":"expired","port":65536}""", "port")]
    [InlineData("""[]""", "body")]
    public async Task A_wrong_step_is_422_that_names_the_field_and_plans_nothing(string step, string field)
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        (HttpStatusCode status, JsonElement error) = await stub.ControlAsync(HttpMethod.Post, "/faults", JsonDocument.Parse(step).RootElement);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, Assert.Single(error.Fields())));
        Assert.Equal(0, (await stub.GetControlAsync("")).GetProperty("faults").GetInt32());
    }

    [Fact]
    public async Task A_plan_for_one_device_is_shown_by_handle_and_counts_down()
    {
        await using StubFixture stub = await StubFixture.StartAsync();

        JsonElement planned = await stub.PlanAsync(new { at = "claim", @do = "status", status = 503, times = 2, device = StubFixture.DeviceId.ToLowerInvariant() });
        using HttpResponseMessage first = await stub.PostClaimAsync(StubFixture.Claim());
        JsonElement waiting = (await stub.GetControlAsync("/faults")).GetProperty("faults")[0];
        using HttpResponseMessage second = await stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage third = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal((await stub.HandleAsync(), 0, 2), (planned.GetProperty("handle").GetString(), planned.GetProperty("fired").GetInt32(), planned.GetProperty("left").GetInt32()));
        Assert.DoesNotContain(StubFixture.DeviceId, planned.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((1, 1), (waiting.GetProperty("fired").GetInt32(), waiting.GetProperty("left").GetInt32()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK),
            (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Empty((await stub.GetControlAsync("/faults")).GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task A_plan_without_end_acts_until_it_is_cleared()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        JsonElement planned = await stub.PlanAsync(new { at = "claim", @do = "status", status = 500, times = 0 });

        Assert.Equal(-1, planned.GetProperty("left").GetInt32());
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage refused = await stub.PostClaimAsync(StubFixture.Claim());
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        }

        string path = $"/faults/{planned.GetProperty("id").GetInt32()}";
        Assert.Equal(HttpStatusCode.NoContent, (await stub.ControlAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stub.ControlAsync(HttpMethod.Delete, path)).Status);
        using HttpResponseMessage accepted = await stub.PostClaimAsync(StubFixture.Claim());
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task The_oldest_plan_acts_first_and_a_plan_of_another_device_not_at_all()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        (_, JsonElement other) = await stub.ControlAsync(HttpMethod.Post, "/devices", new { device_id = "Teddy-ESP32-0002" });
        string otherHandle = other.GetProperty("handle").GetString()!;
        await stub.PlanAsync(new { at = "claim", @do = "status", status = 403, device = otherHandle });
        await stub.PlanAsync(new { at = "claim", @do = "status", status = 500 });
        await stub.PlanAsync(new { at = "claim", @do = "status", status = 502 });

        using HttpResponseMessage first = await stub.PostClaimAsync(StubFixture.Claim());
        using HttpResponseMessage second = await stub.PostClaimAsync(StubFixture.Claim());

        Assert.Equal((500, 502), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal(1, (await stub.GetControlAsync($"/faults?device={otherHandle}")).GetProperty("faults").GetArrayLength());
        Assert.Equal(0, (await stub.GetControlAsync($"/faults?device={await stub.HandleAsync()}")).GetProperty("faults").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await stub.ControlAsync(HttpMethod.Delete, $"/devices/{otherHandle}")).Status);
        Assert.Equal(0, (await stub.GetControlAsync("")).GetProperty("faults").GetInt32());
    }

    [Fact]
    public async Task All_plans_are_cleared_at_once()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        await stub.PlanAsync(new { at = "claim", @do = "hang" });
        await stub.PlanAsync(new { at = "session", @do = "drop", times = 0 });

        Assert.Equal(HttpStatusCode.NoContent, (await stub.ControlAsync(HttpMethod.Delete, "/faults")).Status);

        Assert.Empty((await stub.GetControlAsync("/faults")).GetProperty("faults").EnumerateArray());
        using DeviceSocket socket = await stub.OpenSessionAsync();
        await socket.SendAsync("all is well");
        Assert.Equal("Echo: all is well", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task The_number_of_plans_is_bounded()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        for (int i = 0; i < 256; i++)
        {
            await stub.PlanAsync(new { at = "claim", @do = "hang" });
        }

        Assert.Equal(HttpStatusCode.Conflict, (await stub.ControlAsync(HttpMethod.Post, "/faults", new { at = "claim", @do = "hang" })).Status);
    }

    [Fact]
    public async Task The_catalogue_and_the_readme_have_the_same_steps()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ControlReadme.md"), stub.Stop);
        string[] rows = [.. readme.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];

        foreach (JsonElement step in (await stub.GetControlAsync("/catalogue")).GetProperty("steps").EnumerateArray())
        {
            string at = step.GetProperty("at").GetString()!;
            string what = $"`{step.GetProperty("do").GetString()}`";
            string row = Assert.Single(rows, row =>
                row.Split('|')[1].Split(',', StringSplitOptions.TrimEntries).Contains(at) && row.Split('|')[2].Contains(what, StringComparison.Ordinal));
            foreach (JsonElement field in step.GetProperty("fields").EnumerateArray().Where(_ => !row.Contains("as above", StringComparison.Ordinal)))
            {
                Assert.Contains($"`{field.GetProperty("name").GetString()}`", row, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_one_that_is_no_json_422()
    {
        await using StubFixture stub = await StubFixture.StartAsync();
        using var noJson = new StringContent("{", null, "application/json");

        using HttpResponseMessage broken = await stub.Http.PostAsync("/control/faults", noJson, stub.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await stub.ControlAsync(HttpMethod.Post, "/faults", new { at = new string('x', 70_000) })).Status);
    }
}
