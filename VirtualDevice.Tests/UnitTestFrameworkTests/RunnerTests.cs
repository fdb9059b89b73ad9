using UnitTestFrameworkSamples;

namespace VirtualDevice.Tests.UnitTestFrameworkTests;

/// <summary>How xunit runs classes that are written for the device's unit-test framework.</summary>
public sealed class RunnerTests
{
    [Fact]
    public async Task A_test_is_reported_by_its_class_and_method_with_its_outcome()
    {
        SampleRun run = await SampleRun.RunAsync(typeof(OutcomeSample));

        Assert.Equal(5, run.Results.Count);
        Assert.All(run.Results, result => Assert.Equal("UnitTestFrameworkSamples.OutcomeSample", result.Class));
        Assert.All(run.Results, result => Assert.Equal($"UnitTestFrameworkSamples.OutcomeSample.{result.Method}", result.Name));
        Assert.Equal("passed", run.Of("Passes").Outcome);
        Assert.Equal("passed", run.Of("Passes_static").Outcome);
        Assert.Equal("failed", run.Of("Fails").Outcome);
        Assert.Equal("failed", run.Of("Throws").Outcome);
        Assert.Equal("skipped", run.Of("Skips").Outcome);
        Assert.Empty(run.ClassErrors);
    }

    [Fact]
    public async Task A_failure_says_what_was_expected_and_seen_and_a_skip_says_why()
    {
        SampleRun run = await SampleRun.RunAsync(typeof(OutcomeSample));

        Assert.Equal("Assert.AreEqual failed. Expected:<1>. Actual:<2>. of the sample", run.Of("Fails").Message);
        Assert.Equal("not an assertion", run.Of("Throws").Message);
        Assert.Equal("not on this machine", run.Of("Skips").Message);
    }

    [Fact]
    public async Task Setup_is_called_once_and_first_cleanup_once_and_last_and_data_rows_after_the_other_tests()
    {
        LifecycleSample.Calls.Clear();

        SampleRun run = await SampleRun.RunAsync(typeof(LifecycleSample));

        Assert.Equal(["setup", "second", "static", "failing", "row 1", "row 2", "cleanup"], LifecycleSample.Calls);
        Assert.Equal(4, run.Results.Count(result => result.Outcome == "passed"));
        Assert.Equal("failed", run.Of("Failing_last").Outcome);
    }

    [Fact]
    public async Task A_skip_in_setup_skips_the_whole_class_and_its_cleanup()
    {
        SkippedClassSample.Calls.Clear();

        SampleRun run = await SampleRun.RunAsync(typeof(SkippedClassSample));

        Assert.Empty(SkippedClassSample.Calls);
        Assert.Equal(2, run.Results.Count);
        Assert.All(run.Results, result => Assert.Equal(("skipped", "needs a board"), (result.Outcome, result.Message)));
        Assert.Empty(run.ClassErrors);
    }

    [Fact]
    public async Task A_class_is_not_skipped_by_another_one()
    {
        SkippedClassSample.Skipping.Reset();

        SampleRun run = await SampleRun.RunAsync(typeof(SkippedClassSample), typeof(BesideSkippedSample));

        Assert.Equal("passed", run.Of("Beside").Outcome);
        Assert.Equal("skipped", run.Of("First").Outcome);
    }

    [Fact]
    public async Task A_failing_setup_fails_each_test_and_cleanup_is_still_called()
    {
        FailingSetupSample.Calls.Clear();

        SampleRun run = await SampleRun.RunAsync(typeof(FailingSetupSample));

        Assert.Equal(["cleanup"], FailingSetupSample.Calls);
        Assert.Equal(2, run.Results.Count);
        Assert.All(run.Results, result => Assert.Equal("failed", result.Outcome));
        Assert.All(run.Results, result => Assert.StartsWith("[Setup] failed: System.InvalidOperationException: no such file", result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_cleanup_is_an_error_of_the_class()
    {
        SampleRun run = await SampleRun.RunAsync(typeof(FailingCleanupSample));

        Assert.Equal("passed", run.Of("First").Outcome);
        Assert.Contains("Expected:<released>. Actual:<held>.", Assert.Single(run.ClassErrors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_data_row_is_a_test_that_shows_its_arguments()
    {
        SampleRun run = await SampleRun.RunAsync(typeof(DataRowSample));

        Assert.Equal(
            [
                ("UnitTestFrameworkSamples.DataRowSample.Numbers(number: 1, text: \"one\", known: True)", "passed"),
                ("UnitTestFrameworkSamples.DataRowSample.Numbers(number: 2, text: \"two\", known: True)", "failed"),
                ("UnitTestFrameworkSamples.DataRowSample.Numbers(number: 3, text: null, known: False)", "passed"),
                ("UnitTestFrameworkSamples.DataRowSample.Small(number: 7, letter: 'x')", "passed"),
                ("UnitTestFrameworkSamples.DataRowSample.Bytes(bytes: [2])", "passed"),
                ("UnitTestFrameworkSamples.DataRowSample.Bytes(bytes: [1])", "passed"),
            ],
            run.Results.Select(result => (result.Name, result.Outcome)));
    }

    [Fact]
    public async Task What_a_test_writes_is_in_its_result()
    {
        SampleRun run = await SampleRun.RunAsync(typeof(OutputSample));

        Assert.Equal(["one line", "", ""], run.Of("Writes").Output.ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [InlineData("No_row", "has parameters and no [DataRow]")]
    [InlineData("Too_many", "data row 1: 2 arguments for 1 parameters")]
    [InlineData("Other_type", "data row 1: the argument 1 is not a Int64")]
    [InlineData("Null_for_a_value", "data row 1: the argument null is not a Int32")]
    [InlineData("Twice_the_same", "data row 2: the same arguments")]
    [InlineData("Not_public", "is not public")]
    public async Task A_method_that_the_device_would_not_run_so_fails(string method, string message)
    {
        SampleRun run = await SampleRun.RunAsync(typeof(WrongRowsSample));

        Assert.Equal("failed", run.Of(method).Outcome);
        Assert.Contains(message, run.Of(method).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(NoTestClassSample), "has no [TestClass]")]
    [InlineData(typeof(InstanceStateSample), "has the instance field _count")]
    [InlineData(typeof(DisposableSample), "is disposable")]
    [InlineData(typeof(HiddenSetupSample), "SetUp is not public")]
    public async Task A_class_that_the_device_would_not_run_so_fails(Type sample, string message)
    {
        SampleRun run = await SampleRun.RunAsync(sample);

        SampleResult result = Assert.Single(run.Results);
        Assert.Equal("failed", result.Outcome);
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
    }
}
