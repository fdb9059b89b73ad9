namespace VirtualDevice.Tests;

/// <summary>xunit's assertions, for the tests in this namespace.</summary>
/// <remarks>
/// The namespace Xunit cannot be imported for the whole project, because its Assert would be ambiguous with that of
/// nanoFramework.TestFramework in the unit tests. A class of an enclosing namespace comes before all imports.
/// </remarks>
internal class Assert : global::Xunit.Assert
{
}
