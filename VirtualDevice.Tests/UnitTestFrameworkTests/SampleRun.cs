using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace VirtualDevice.Tests.UnitTestFrameworkTests;

/// <summary>A run of sample classes by xunit itself, in this process: discovered and executed as "dotnet test" does.</summary>
internal sealed class SampleRun : IMessageSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ITestCase> _testCases = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly List<SampleResult> _results = [];
    private readonly List<string> _classErrors = [];

    /// <summary>One for each test that ran, in order.</summary>
    public IReadOnlyList<SampleResult> Results => _results;

    /// <summary>Errors that belong to no test, from [Cleanup] for instance.</summary>
    public IReadOnlyList<string> ClassErrors => _classErrors;

    /// <summary>Runs these classes.</summary>
    public static async Task<SampleRun> RunAsync(params Type[] classes)
    {
        var run = new SampleRun();
        ITestFramework framework = RegisteredEngineConfig.GetTestFramework(typeof(SampleRun).Assembly, configFileName: null);
        ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(typeof(SampleRun).Assembly);
        List<ITestCase> testCases = [];

        await discoverer.Find(
            testCase =>
            {
                testCases.Add(testCase);

                return new(true);
            },
            TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration()),
            classes);

        foreach (ITestCase testCase in testCases)
        {
            // Two cases with one id would be one case to a runner.
            run._testCases.Add(testCase.UniqueID, testCase);
        }

        // A runner may hand them over in another order than it got them: VSTest does.
        testCases.Reverse();

        await framework.GetExecutor(typeof(SampleRun).Assembly)
            .RunTestCases(testCases, run, TestFrameworkOptions.ForExecution(new TestAssemblyConfiguration()), TestContext.Current.CancellationToken);

        return run;
    }

    /// <summary>The only result of a method.</summary>
    public SampleResult Of(string method) => Assert.Single(Results, result => result.Method == method);

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (_lock)
        {
            switch (message)
            {
                case ITestStarting starting:
                    _names[starting.TestUniqueID] = starting.TestDisplayName;
                    break;
                case ITestPassed passed:
                    Add(passed, "passed", string.Empty);
                    break;
                case ITestFailed failed:
                    Add(failed, "failed", string.Join(" ", failed.Messages));
                    break;
                case ITestSkipped skipped:
                    Add(skipped, "skipped", skipped.Reason);
                    break;
                case IErrorMetadata error:
                    _classErrors.Add(string.Join(" ", error.Messages));
                    break;
            }
        }

        return true;
    }

    private void Add(ITestResultMessage message, string outcome, string text)
    {
        ITestCase testCase = _testCases[message.TestCaseUniqueID];

        _results.Add(new SampleResult(testCase.TestClassName, testCase.TestMethodName, _names[message.TestUniqueID], outcome, text, message.Output));
    }
}
