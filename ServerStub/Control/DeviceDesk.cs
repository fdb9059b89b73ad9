using ServerStub.Configuration;

namespace ServerStub.Control;

/// <summary>Finds, shows, registers and removes devices for the control API.</summary>
internal sealed class DeviceDesk(DeviceRegistry registry, DeviceBook book, FaultPlans plans, StubEvents events, DeviceKeeper keeper)
{
    private const int ChildSuffixBytes = 4;

    /// <exception cref="ControlException">404.</exception>
    public RegisteredDevice Find(string handle) =>
        registry.FindByHandle(handle) ?? throw ControlException.NotFound("There is no device with this handle.");

    public DeviceView View(RegisteredDevice device) => DeviceView.Of(device, registry.HandleOf(device.DeviceId) ?? "", book, plans);

    public async Task<DeviceView> RegisterAsync(JsonElement body, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        problems.AllowOnly(body, "device_id", "child_id", "secret", "enabled", "keep", "replace");
        string deviceId = Read(body, "device_id", NfRules.Id(8), problems, null) ?? "";
        string childId = Read(body, "child_id", NfRules.Id(1), problems, "")!;
        string secret = Read(body, "secret", NfRules.Secret, problems, "")!;
        bool enabled = ReadFlag(body, "enabled", problems, true);
        bool keep = ReadFlag(body, "keep", problems, false);
        bool replace = ReadFlag(body, "replace", problems, false);
        problems.Check();

        var device = new RegisteredDevice(
            deviceId,
            childId.Length > 0 ? childId : "child-" + RandomNumberGenerator.GetHexString(2 * ChildSuffixBytes, lowercase: true),
            secret.Length > 0 ? Convert.FromHexString(secret) : RandomNumberGenerator.GetBytes(RegisteredDevice.SecretBytes), enabled);
        RegisteredDevice? before = replace ? registry.Find(deviceId) : null;
        if (replace)
        {
            registry.Put(device);
        }
        else if (!registry.TryAdd(device))
        {
            throw new ControlException(StatusCodes.Status409Conflict, "A device of this name is registered already; remove it first.");
        }

        // A secret that was made here is of use to somebody only where it can be read.
        if (keep || secret.Length == 0 || childId.Length == 0)
        {
            try
            {
                await keeper.AddAsync(device, cancellationToken);
            }
            catch
            {
                Restore(deviceId, before);
                throw;
            }
        }

        events.Publish(StubEventKind.DeviceRegistered, deviceId);
        return View(device);
    }

    public void Remove(RegisteredDevice device)
    {
        string? handle = registry.HandleOf(device.DeviceId);
        plans.ClearFor(device.DeviceId);
        registry.Remove(device.DeviceId);
        events.Publish(new StubEvent(0, default, StubEventKind.DeviceRemoved) { DeviceId = device.DeviceId, Handle = handle });
    }

    // What was known before an answer that says no is known afterwards.
    private void Restore(string deviceId, RegisteredDevice? before)
    {
        if (before is null)
        {
            registry.Remove(deviceId);
        }
        else
        {
            registry.Put(before);
        }
    }

    private static string? Read(JsonElement body, string name, NfRule rule, FieldProblems problems, string? byDefault)
    {
        if (!body.TryGetProperty(name, out _))
        {
            if (byDefault is null)
            {
                problems.Add(name, "is missing; it " + rule.Requirement);
            }

            return byDefault;
        }

        string? value = JsonText.Of(body, name);
        if (value is null || !rule.Accepts(value))
        {
            problems.Add(name, rule.Requirement);
            return byDefault;
        }

        return value;
    }

    private static bool ReadFlag(JsonElement body, string name, FieldProblems problems, bool byDefault)
    {
        if (!body.TryGetProperty(name, out JsonElement element))
        {
            return byDefault;
        }

        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            problems.Add(name, "must be true or false");
        }

        return element.ValueKind == JsonValueKind.True;
    }
}
