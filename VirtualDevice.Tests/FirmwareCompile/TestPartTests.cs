namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>The board runs the unit tests in parts, and no test may fall between two of them.</summary>
public sealed class TestPartTests
{
    [Fact]
    public void Every_test_class_is_in_exactly_one_part()
    {
        Dictionary<string, string[]> parts = TestParts.PartsOfFiles();

        Assert.NotEmpty(TestParts.Classes);
        Assert.All(TestParts.Classes, type =>
        {
            string file = Assert.Single(TestParts.FilesOf(type));
            Assert.Contains(Assert.Single(parts[file]), TestParts.Names);
        });
    }

    [Fact]
    public void Every_part_has_tests()
    {
        Assert.Equal(TestParts.Names.Distinct(), TestParts.Names);
        Assert.All(TestParts.Names, part => Assert.NotEmpty(TestParts.ResultsOf(part)));
    }

    [Fact]
    public void A_class_that_needs_the_board_s_adapters_is_in_a_part_that_has_them()
    {
        foreach ((string path, string[] parts) in TestParts.PartsOfFiles().Where(entry => entry.Value.Length == 1))
        {
            Assert.Equal(path.StartsWith("OnDevice/", StringComparison.Ordinal), parts[0].StartsWith("board-", StringComparison.Ordinal));
        }
    }

    // nanoCLR's AttributeParser reads numbers, booleans and strings, and takes the length of a null for 255 arguments.
    [Fact]
    public void Every_row_has_arguments_that_a_board_can_read()
    {
        var methods = TestParts.Classes.SelectMany(type => type.GetMethods()).ToArray();

        Assert.All(methods, method => Assert.All(TestParts.Rows(method), row =>
        {
            Assert.NotNull(row);
            Assert.All(row, argument => Assert.True(argument.ArgumentType.IsPrimitive || argument.Value is string, $"{method.DeclaringType}.{method.Name}: {argument}"));
        }));
    }
}
