using ServerStub.Devices;

namespace ServerStub.Commands;

/// <summary>What a person needs to know to point a device at the stub.</summary>
internal static class StubBanner
{
    public static async Task WriteAsync(StubServer server, TextWriter output)
    {
        foreach (Uri uri in server.Uris)
        {
            await output.WriteLineAsync($"url      {uri.GetLeftPart(UriPartial.Authority)}");
        }

        await output.WriteLineAsync($"ca file  {server.CaPemPath}");
        foreach (RegisteredDevice device in server.Registry.All)
        {
            await output.WriteLineAsync($"device   {device}{(device.Enabled ? "" : " (disabled)")}");
        }

        await output.WriteLineAsync("Ctrl-C ends.");
        await output.FlushAsync();
    }
}
