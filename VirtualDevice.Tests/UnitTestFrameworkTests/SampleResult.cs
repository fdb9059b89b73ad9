namespace VirtualDevice.Tests.UnitTestFrameworkTests;

/// <summary>What xunit reported about one test.</summary>
/// <param name="Class">The class's full name.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Name">The name shown, with the arguments.</param>
/// <param name="Outcome">"passed", "failed" or "skipped".</param>
/// <param name="Message">The failure's message or the reason of the skip.</param>
/// <param name="Output">What the test wrote.</param>
internal sealed record SampleResult(string Class, string Method, string Name, string Outcome, string Message, string Output);
