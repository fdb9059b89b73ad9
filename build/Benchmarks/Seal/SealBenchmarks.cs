using BenchmarkDotNet.Attributes;
using Benchmarks.Support;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Storage;

namespace Benchmarks.Seal;

/// <summary>One sealed value of the size of a token pair: the record alone, with its keys derived anew, and the whole store.</summary>
public class SealBenchmarks
{
    private const int ValueBytes = 800;

    private readonly CoreOnly _platform = new();
    private readonly byte[] _boardKey = new byte[32];
    private readonly byte[] _value = new byte[ValueBytes];
    private readonly byte[] _record;
    private readonly byte[] _copy;
    private readonly SealedStore _store;

    public SealBenchmarks()
    {
        _record = Seal();
        _copy = new byte[_record.Length];
        _store = new SealedStore(_platform, new Log(null, _platform.Clock));
        _store.Save("tokens", "pair", _value);
    }

    [Benchmark]
    public SealKeys Keys() => new(_platform.Cryptography, _boardKey, "tokens", "pair", SealedRecord.FormatVersion);

    [Benchmark]
    public byte[] Seal() => SealedRecord.Seal(_platform, Keys(), _value, 1, 1, 1);

    [Benchmark]
    public byte[] Open()
    {
        // Opening uses the record's bytes up.
        _record.CopyTo(_copy, 0);
        SealKeys keys = Keys();
        return SealedRecord.IsAuthentic(_platform, keys, _copy) ? SealedRecord.Open(_platform, keys, _copy) : throw new InvalidOperationException();
    }

    [Benchmark]
    public byte[] LoadFromStore() => _store.Load("tokens", "pair");

    [Benchmark]
    public SaveResult SaveUnchangedToStore() => _store.Save("tokens", "pair", _value);
}
