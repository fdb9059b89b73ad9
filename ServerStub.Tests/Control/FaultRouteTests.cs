namespace ServerStub.Tests.Control;

/// <summary>Fault plans: what may be said, what waits, what is taken back.</summary>
public sealed class FaultRouteTests : StubTests
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
        (HttpStatusCode status, JsonElement error) = await Stub.ControlAsync(HttpMethod.Post, "/faults", JsonDocument.Parse(step).RootElement);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, Assert.Single(error.Fields())));
        Assert.Equal(0, (await Stub.GetControlAsync("")).GetProperty("faults").GetInt32());
    }

    [Fact]
    public async Task A_plan_for_one_device_is_shown_by_handle_and_counts_down()
    {
        JsonElement planned = await Stub.PlanAsync(new { at = "claim", @do = "status", status = 503, times = 2, device = StubFixture.DeviceId.ToLowerInvariant() });
        HttpStatusCode first = await Stub.ClaimStatusAsync();
        JsonElement waiting = (await Stub.GetControlAsync("/faults")).GetProperty("faults")[0];
        HttpStatusCode second = await Stub.ClaimStatusAsync();
        HttpStatusCode third = await Stub.ClaimStatusAsync();

        Assert.Equal((await Stub.HandleAsync(), 0, 2), (planned.GetProperty("handle").GetString(), planned.GetProperty("fired").GetInt32(), planned.GetProperty("left").GetInt32()));
        Assert.DoesNotContain(StubFixture.DeviceId, planned.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((1, 1), (waiting.GetProperty("fired").GetInt32(), waiting.GetProperty("left").GetInt32()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK),
            (first, second, third));
        Assert.Empty((await Stub.GetControlAsync("/faults")).GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task A_plan_without_end_acts_until_it_is_cleared()
    {
        JsonElement planned = await Stub.PlanAsync(new { at = "claim", @do = "status", status = 500, times = 0 });

        Assert.Equal(-1, planned.GetProperty("left").GetInt32());
        for (int i = 0; i < 5; i++)
        {
            HttpStatusCode refused = await Stub.ClaimStatusAsync();
            Assert.Equal(HttpStatusCode.InternalServerError, refused);
        }

        string path = $"/faults/{planned.GetProperty("id").GetInt32()}";
        Assert.Equal(HttpStatusCode.NoContent, (await Stub.ControlAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Stub.ControlAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.OK, await Stub.ClaimStatusAsync());
    }

    [Fact]
    public async Task The_oldest_plan_acts_first_and_a_plan_of_another_device_not_at_all()
    {
        (_, JsonElement other) = await Stub.ControlAsync(HttpMethod.Post, "/devices", new { device_id = "Teddy-ESP32-0002" });
        string otherHandle = other.GetProperty("handle").GetString()!;
        await Stub.PlanAsync(new { at = "claim", @do = "status", status = 403, device = otherHandle });
        await Stub.PlanAsync(new { at = "claim", @do = "status", status = 500 });
        await Stub.PlanAsync(new { at = "claim", @do = "status", status = 502 });

        HttpStatusCode first = await Stub.ClaimStatusAsync();
        HttpStatusCode second = await Stub.ClaimStatusAsync();

        Assert.Equal((500, 502), ((int)first, (int)second));
        Assert.Equal(1, (await Stub.GetControlAsync($"/faults?device={otherHandle}")).GetProperty("faults").GetArrayLength());
        Assert.Equal(0, (await Stub.GetControlAsync($"/faults?device={await Stub.HandleAsync()}")).GetProperty("faults").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await Stub.ControlAsync(HttpMethod.Delete, $"/devices/{otherHandle}")).Status);
        Assert.Equal(0, (await Stub.GetControlAsync("")).GetProperty("faults").GetInt32());
    }

    [Fact]
    public async Task All_plans_are_cleared_at_once()
    {
        await Stub.PlanAsync(new { at = "claim", @do = "hang" });
        await Stub.PlanAsync(new { at = "session", @do = "drop", times = 0 });

        Assert.Equal(HttpStatusCode.NoContent, (await Stub.ControlAsync(HttpMethod.Delete, "/faults")).Status);

        Assert.Empty((await Stub.GetControlAsync("/faults")).GetProperty("faults").EnumerateArray());
        using DeviceSocket socket = await Stub.OpenSessionAsync();
        await socket.SendAsync("all is well");
        Assert.Equal("Echo: all is well", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task The_number_of_plans_is_bounded()
    {
        for (int i = 0; i < 256; i++)
        {
            await Stub.PlanAsync(new { at = "claim", @do = "hang" });
        }

        Assert.Equal(HttpStatusCode.Conflict, (await Stub.ControlAsync(HttpMethod.Post, "/faults", new { at = "claim", @do = "hang" })).Status);
    }

    [Fact]
    public async Task The_catalogue_and_the_readme_have_the_same_steps()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ControlReadme.md"), Stub.Stop);
        string[] rows = [.. readme.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];

        foreach (JsonElement step in (await Stub.GetControlAsync("/catalogue")).GetProperty("steps").EnumerateArray())
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
        using var noJson = new StringContent("{", null, "application/json");

        using HttpResponseMessage broken = await Stub.Http.PostAsync("/control/faults", noJson, Stub.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await Stub.ControlAsync(HttpMethod.Post, "/faults", new { at = new string('x', 70_000) })).Status);
    }
}
