using ServerStub.Configuration;
using VirtualDevice.Commands;
using VirtualDevice.Running;

namespace VirtualDevice.Tests.EndToEnd;

/// <summary>What the machine refuses is told with its cause; only what is left is a fault of the program.</summary>
public sealed class EnvironmentTroubleTests
{
    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(122, "the disk is full")]
    [InlineData(unchecked((int)0x80070070), "the disk is full")]
    [InlineData(30, "read-only")]
    [InlineData(24, "too many open files")]
    public void An_errno_has_its_sentence_also_inside_another_exception(int code, string sentence)
    {
        var problem = new IOException("x", code);

        Assert.Contains(sentence, EnvironmentTrouble.Explain(problem));
        Assert.Contains(sentence, EnvironmentTrouble.Explain(new InvalidOperationException("y", problem)));
    }

    [Fact]
    public void A_folder_without_rights_has_its_sentence() =>
        Assert.Contains("may not be written to", EnvironmentTrouble.Explain(new UnauthorizedAccessException()));

    [Fact]
    public void Sockets_run_out_too() =>
        Assert.Contains("too many open files", EnvironmentTrouble.Explain(new SocketException((int)SocketError.TooManyOpenSockets)));

    [Fact]
    public void Anything_else_is_a_fault()
    {
        Assert.Null(EnvironmentTrouble.Explain(new IOException("x", 5)));
        Assert.Null(EnvironmentTrouble.Explain(new InvalidOperationException()));
    }

    [Theory]
    [InlineData(1, 1024, true)]
    [InlineData(1, 256, false)]
    [InlineData(100, 1024, true)]
    [InlineData(1000, 1024, false)]
    [InlineData(5000, null, true)]
    public void Too_few_open_files_are_told_before_anything_starts(int devices, int? limit, bool isEnough)
    {
        Exception? problem = Xunit.Record.Exception(() => EnvironmentTrouble.RequireOpenFiles(devices, limit));

        Assert.Equal(isEnough, problem is null);
        Assert.True(isEnough || (problem is SettingsException && problem.Message.Contains("ulimit -n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(11, false, true)]                            // EWOULDBLOCK of Linux
    [InlineData(35, false, true)]                            // and of macOS
    [InlineData(28, false, false)]                           // the disk is full
    [InlineData(30, false, false)]                           // read-only
    [InlineData(unchecked((int)0x80070020), true, true)]     // a sharing violation of Windows
    [InlineData(unchecked((int)0x80070070), true, false)]    // the disk is full
    public void Only_a_lock_that_another_has_is_blamed_on_another_process(int code, bool isWindows, bool isTaken) =>
        Assert.Equal(isTaken, BoardLock.IsTaken(code, isWindows));

    [Fact]
    public void A_lock_that_another_has_is_told_with_who_has_it()
    {
        using var folder = new TempFolder();
        using BoardLock first = BoardLock.Take(folder.FullName);

        SettingsException problem = Assert.Throws<SettingsException>(() => BoardLock.Take(folder.FullName));

        Assert.Contains($"run by process {Environment.ProcessId};", problem.Message);
    }
}
