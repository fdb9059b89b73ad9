using System.Runtime.CompilerServices;
using VirtualDevice.Tests.UnitTestFramework.Xunit;
using Xunit.v3;

namespace nanoFramework.TestFramework;

/// <summary>A unit test.</summary>
/// <remarks>
/// xunit finds it by the interface. It does not derive from FactAttribute, because xunit's analyzers would then apply rules to
/// the unit tests that are not the device's: no parameters without [Theory], nothing public besides tests.
/// </remarks>
[XunitTestCaseDiscoverer(typeof(TestMethodDiscoverer))]
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class TestMethodAttribute : Attribute, IFactAttribute
{
    private static readonly Type[] s_skippingExceptions = [typeof(SkipTestException)];

    private readonly string _sourceFilePath;
    private readonly int _sourceLineNumber;

    /// <summary>The compiler fills in the parameters: they let an IDE jump to the test.</summary>
    public TestMethodAttribute([CallerFilePath] string sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = 0)
    {
        _sourceFilePath = sourceFilePath;
        _sourceLineNumber = sourceLineNumber;
    }

    /// <inheritdoc/>
    bool IFactAttribute.DisableParallelization => false;

    /// <inheritdoc/>
    string IFactAttribute.DisplayName => null;

    /// <inheritdoc/>
    bool IFactAttribute.Explicit => false;

    /// <inheritdoc/>
    string IFactAttribute.Skip => null;

    /// <inheritdoc/>
    Type[] IFactAttribute.SkipExceptions => s_skippingExceptions;

    /// <inheritdoc/>
    Type IFactAttribute.SkipType => null;

    /// <inheritdoc/>
    string IFactAttribute.SkipUnless => null;

    /// <inheritdoc/>
    string IFactAttribute.SkipWhen => null;

    /// <inheritdoc/>
    string IFactAttribute.SourceFilePath => _sourceFilePath;

    /// <inheritdoc/>
    int? IFactAttribute.SourceLineNumber => _sourceLineNumber > 0 ? _sourceLineNumber : null;

    /// <inheritdoc/>
    int IFactAttribute.Timeout => 0;
}
