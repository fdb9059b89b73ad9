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

        if (server.BoardUri is { } board)
        {
            await output.WriteLineAsync($"boards   {board.GetLeftPart(UriPartial.Authority)}   for server.url, with the ca file below as server.caFile");
        }

        string local = server.Uris[0].GetLeftPart(UriPartial.Authority);
        await output.WriteLineAsync($"page     {local}/");
        await output.WriteLineAsync($"control  {local}/control   {server.ControlAccess}");
        await output.WriteLineAsync($"ca file  {server.CaPemPath}");
        foreach (RegisteredDevice device in server.Registry.All)
        {
            await output.WriteLineAsync($"device   {device}{(device.Enabled ? "" : " (disabled)")}");
        }

        await output.WriteLineAsync("Ctrl-C ends.");
        await output.FlushAsync();
    }
}
