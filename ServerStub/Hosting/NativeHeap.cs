using System.Runtime.InteropServices;

namespace ServerStub.Hosting;

/// <summary>
/// How glibc keeps the memory of OpenSSL: two buffers of over 16 KB for each connection, of which a device uses the first
/// pages only, and which .NET offers no way to let go of while a session is idle. Elsewhere this does nothing.
/// </summary>
internal static class NativeHeap
{
    private const string Glibc = "libc.so.6";

    // mallopt(3), malloc.h.
    private const int MmapThreshold = -3;

    private const int LargePieceBytes = 16 * 1024;

    // 0 elsewhere: not every Linux has glibc.
    private static readonly nint s_glibc = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Glibc, out nint glibc) ? glibc : 0;

    /// <summary>
    /// Large pieces get pages of their own, for the whole process: what is never written takes no memory, and what is freed
    /// goes back at once. From a common heap a buffer gets pages that somebody has used, and keeps them all.
    /// </summary>
    public static void GiveLargePiecesPagesOfTheirOwn()
    {
        if (Has("mallopt"))
        {
            _ = SetOption(MmapThreshold, LargePieceBytes);
        }
    }

    /// <summary>Gives back the pages between the small pieces that are still used.</summary>
    public static void Trim()
    {
        if (Has("malloc_trim"))
        {
            _ = TrimAll(0);
        }
    }

    // musl has no such calls, under whatever name it goes.
    private static bool Has(string call) => s_glibc != 0 && NativeLibrary.TryGetExport(s_glibc, call, out _);

    [DllImport(Glibc, EntryPoint = "mallopt", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);

    // malloc_trim(3).
    [DllImport(Glibc, EntryPoint = "malloc_trim", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimAll(nuint keptBytes);
}
