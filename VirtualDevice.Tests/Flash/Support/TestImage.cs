using System.Buffers.Binary;

namespace VirtualDevice.Tests.Flash.Support;

/// <summary>Images with the headers of nanoFramework's assemblies and nothing behind them (nf-interpreter, CLR_RECORD_ASSEMBLY).</summary>
internal static class TestImage
{
    private const int HeaderBytes = 124;
    private const ushort MscorlibIndex = 0xFCD2;

    /// <summary>An image as the build makes it: some libraries with native halves, some without, and a program.</summary>
    public static byte[] Of(string program) => Of(
        ("mscorlib", 0x1549C856), ("nanoFramework.Json", 0), ("System.Net", 0x8EFB9944), ("System.IO.FileSystem", 0x1777E2FE), (program, 0));

    public static byte[] Of(params (string Name, uint Checksum)[] assemblies) => [.. assemblies.SelectMany(next => Record(next.Name, next.Checksum))];

    private static byte[] Record(string name, uint checksum)
    {
        int size = HeaderBytes + name.Length + 1;
        byte[] record = new byte[(size + 3) / 4 * 4];
        Encoding.ASCII.GetBytes("NFMRK1").CopyTo(record, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(20), checksum);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(36), name == "mscorlib" ? MscorlibIndex : (ushort)0);
        for (int table = 0; table < 16; table++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(40 + (4 * table)), (uint)(table < 12 ? HeaderBytes : size));
        }

        Encoding.ASCII.GetBytes(name).CopyTo(record, HeaderBytes);
        return record;
    }
}
