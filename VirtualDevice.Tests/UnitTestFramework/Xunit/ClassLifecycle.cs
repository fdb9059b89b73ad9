using System.Collections.Concurrent;
using System.Reflection;
using nanoFramework.TestFramework;
using TestFrameworkShared;
using Xunit.v3;

[assembly: Xunit.AssemblyFixture(typeof(VirtualDevice.Tests.UnitTestFramework.Xunit.ClassLifecycle))]

namespace VirtualDevice.Tests.UnitTestFramework.Xunit;

/// <summary>Runs [Setup] once before the tests of a [TestClass] and [Cleanup] once after them.</summary>
/// <remarks>
/// xunit tells a fixture of the assembly about each class and each test. Like on the device, a class that [Setup] skips has no
/// [Cleanup], and one whose [Setup] failed has. Unlike there, its tests are not run after a failed [Setup]: each of them fails
/// with the reason, because a failed [Setup] is no test here that could be counted.
/// </remarks>
public sealed class ClassLifecycle : INotifyTestClassLifecycle, INotifyTestLifecycle
{
    private const BindingFlags AnyMethod =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    // What [Setup] of a class threw. Classes run in parallel.
    private readonly ConcurrentDictionary<Type, Exception> _stopped = new();

    /// <inheritdoc/>
    public void OnTestClassStarting(IXunitTestClass testClass)
    {
        if (IsUnitTest(testClass.Class) && Call(testClass.Class, typeof(SetupAttribute)) is { } exception)
        {
            _stopped[testClass.Class] = exception;
        }
    }

    /// <inheritdoc/>
    public void OnTestStarting(IXunitTest test)
    {
        if (!_stopped.TryGetValue(test.TestCase.TestClass.Class, out Exception exception))
        {
            return;
        }

        throw exception is SkipTestException
            ? new SkipTestException(exception.Message)
            : new AssertFailedException($"[Setup] failed: {exception.GetType()}: {exception.Message}", exception);
    }

    /// <inheritdoc/>
    public void OnTestFinished(IXunitTest test)
    {
    }

    /// <inheritdoc/>
    public void OnTestClassFinished(IXunitTestClass testClass)
    {
        if (!IsUnitTest(testClass.Class) || (_stopped.TryGetValue(testClass.Class, out Exception reason) && reason is SkipTestException))
        {
            return;
        }

        // A skipped [Cleanup] is a line on the device and no failure.
        if (Call(testClass.Class, typeof(CleanupAttribute)) is { } exception and not SkipTestException)
        {
            throw new AssertFailedException($"[Cleanup] of {testClass.Class} failed: {exception.GetType()}: {exception.Message}", exception);
        }
    }

    private static bool IsUnitTest(Type testClass) => testClass.IsDefined(typeof(TestClassAttribute), true);

    /// <summary>Calls the methods with this attribute as they are declared, and returns what the first of them threw.</summary>
    private static Exception Call(Type testClass, Type attribute)
    {
        Exception first = null;

        foreach (MethodInfo method in testClass.GetMethods(AnyMethod).Where(method => method.IsDefined(attribute, true)).OrderBy(method => method.MetadataToken))
        {
            try
            {
                if (!method.IsPublic)
                {
                    throw new AssertFailedException($"{method.Name} is not public: the device would not call it.");
                }

                object target = method.IsStatic ? null : Activator.CreateInstance(testClass);

                method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, null, null);
            }
            catch (Exception ex)
            {
                first ??= ex;

                // The launcher calls none of the others after this one.
                if (ex is SkipTestException)
                {
                    break;
                }
            }
        }

        return first;
    }
}
