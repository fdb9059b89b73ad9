namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>Where the unit tests run: Visual Studio's Test Explorer asks the project (<c>StandIn/</c> is its extension here).</summary>
[Collection(FirmwareBuildCollection.Name)]
public sealed class TestExplorerTests(FirmwareBuild build)
{
    [Theory]
    [InlineData("nano.runsettings")]
    [InlineData("nano.runsettings", "-p:TeddyTestPart=storage")]
    [InlineData("nano.board.runsettings", "-p:TeddyTestPart=board-http")]
    [InlineData("nano.board.runsettings", "-p:TeddyTestTarget=board")]
    public void It_takes_the_virtual_device_and_a_board_where_that_is_chosen(string settings, params string[] chosen)
    {
        string extension = Repository.Combine("VirtualDevice.Tests/FirmwareCompile/StandIn") + Path.DirectorySeparatorChar;

        (int exitCode, string output) = build.Run("msbuild", ["TeddyFirmware.Tests/TeddyFirmware.Tests.nfproj",
            "-getProperty:RunSettingsFilePath", "-p:NanoFrameworkProjectSystemPath=" + extension, .. chosen]);

        Assert.True(exitCode == 0, output);
        Assert.Equal(settings, output.Trim().Split('\\', '/')[^1]);
    }
}
