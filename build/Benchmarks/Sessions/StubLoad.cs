namespace Benchmarks.Sessions;

/// <summary>What the stub holds at one moment.</summary>
/// <param name="MemoryMb">Resident memory.</param>
/// <param name="OwnMemoryMb">The part of it that is no page of a program file; -1 where the system does not tell.</param>
/// <param name="Handles">Open files and sockets; -1 where the system does not tell.</param>
internal sealed record StubLoad(double MemoryMb, double OwnMemoryMb, int Handles);
