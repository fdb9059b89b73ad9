namespace ServerStub.Hosting;

/// <summary>
/// How many connections fit into the file descriptors that the process has. Without a bound a Kestrel that runs out of them
/// is ended by the runtime (SIGABRT, seen with 1,300 idle connections and 1,024 descriptors).
/// </summary>
/// <param name="Connections">Connections that speak HTTP, or nothing yet.</param>
/// <param name="Sessions">WebSockets, which Kestrel counts apart.</param>
internal sealed record ConnectionBudget(int Connections, int Sessions)
{
    /// <summary>
    /// A quarter for connections and half for sessions; the last quarter is for files, and for the devices where the stub
    /// is inside a virtual device.
    /// </summary>
    public static ConnectionBudget Of(int descriptors) => new(descriptors / 4, descriptors / 2);

    /// <summary>That of this process; null where it has no limit that is known.</summary>
    public static ConnectionBudget? OfThisProcess() => OpenFileLimit.OfThisProcess() is { } descriptors ? Of(descriptors) : null;
}
