using System.Reflection;
using TestFrameworkShared;
using Device = nanoFramework.TestFramework;

namespace VirtualDevice.Tests.UnitTestFrameworkTests;

/// <summary>The assertions: what passes, what fails, and with which words.</summary>
public sealed class AssertTests
{
    [Theory]
    [MemberData(nameof(Pairs))]
    public void AreEqual_and_AreNotEqual_compare_each_type(Type type, object value, object other)
    {
        Call("AreEqual", type, value, value);
        Call("AreNotEqual", type, value, other);

        AssertFailedException unequal = Assert.Throws<AssertFailedException>(() => Call("AreEqual", type, value, other));
        Assert.StartsWith($"Assert.AreEqual failed. Expected:<{value}>. Actual:<{other}>.", unequal.Message, StringComparison.Ordinal);
        AssertFailedException equal = Assert.Throws<AssertFailedException>(() => Call("AreNotEqual", type, value, value));
        Assert.StartsWith($"Assert.AreNotEqual failed. Expected any value except:<{value}>.", equal.Message, StringComparison.Ordinal);
    }

    /// <summary>Two different values of each type there is an overload for.</summary>
    public static IEnumerable<object[]> Pairs() =>
    [
        [typeof(bool), true, false],
        [typeof(byte), (byte)1, (byte)2],
        [typeof(char), 'a', 'b'],
        [typeof(DateTime), new DateTime(2025, 1, 2), new DateTime(2025, 1, 3)],
        [typeof(double), 1.5, 2.5],
        [typeof(float), 1.5f, 2.5f],
        [typeof(int), 1, -1],
        [typeof(long), 1L << 40, 1L],
        [typeof(object), 1, 1L],
        [typeof(sbyte), (sbyte)1, (sbyte)-1],
        [typeof(short), (short)1, (short)-1],
        [typeof(string), "a", "A"],
        [typeof(uint), 1u, 2u],
        [typeof(ulong), 1ul, 1ul << 40],
        [typeof(ushort), (ushort)1, (ushort)2],
    ];

    [Fact]
    public void Texts_are_compared_without_a_culture_and_null_is_not_empty()
    {
        Device.Assert.AreNotEqual("caf\u00e9", "cafe\u0301");
        Device.Assert.AreEqual((string)null, (string)null);

        Fails("Assert.AreEqual failed. Expected:<(null)>. Actual:<>. text", () => Device.Assert.AreEqual(null, string.Empty, "text"));
        Fails(@"Assert.AreEqual failed. Expected:<a>. Actual:<a\0>. text", () => Device.Assert.AreEqual("a", "a\0", "text"));
    }

    [Fact]
    public void Without_a_message_the_expression_is_shown()
    {
        int seen = 2;

        Fails("Assert.AreEqual failed. Expected:<1>. Actual:<2>. seen", () => Device.Assert.AreEqual(1, seen));
        Fails("Assert.IsTrue failed. seen > 2", () => Device.Assert.IsTrue(seen > 2));
        Fails("Assert.IsFalse failed. seen == 2", () => Device.Assert.IsFalse(seen == 2));
    }

    [Fact]
    public void Conditions_nulls_and_identity()
    {
        var one = new object();
        var other = new object();

        Device.Assert.IsTrue(true);
        Device.Assert.IsFalse(false);
        Device.Assert.IsNull(null);
        Device.Assert.IsNotNull(one);
        Device.Assert.AreSame(one, one);
        Device.Assert.AreNotSame(one, other);

        Fails("Assert.IsTrue failed. why", () => Device.Assert.IsTrue(false, "why"));
        Fails("Assert.IsFalse failed. why", () => Device.Assert.IsFalse(true, "why"));
        Fails("Assert.IsNull failed. Actual:<x>. why", () => Device.Assert.IsNull("x", "why"));
        Fails("Assert.IsNotNull failed. why", () => Device.Assert.IsNotNull(null, "why"));
        Fails("Assert.AreSame failed. Expected the object:<System.Object>. Actual:<System.Object>. why", () => Device.Assert.AreSame(one, other, "why"));
        Fails("Assert.AreNotSame failed. Both are the same object:<System.Object>. why", () => Device.Assert.AreNotSame(one, one, "why"));
        Fails("Assert.AreSame failed. Value types are never the same object: use AreEqual(). Expected the object:<1>. Actual:<1>. why", () => Device.Assert.AreSame(1, 1, "why"));
    }

    [Fact]
    public void Texts_in_texts()
    {
        Device.Assert.Contains("b", "abc");
        Device.Assert.DoesNotContains("B", "abc");
        Device.Assert.StartsWith("ab", "abc");
        Device.Assert.EndsWith("bc", "abc");

        Fails("Assert.Contains failed. 'abc' does not contain 'x'. why", () => Device.Assert.Contains("x", "abc", "why"));
        Fails("Assert.DoesNotContains failed. 'abc' should not contain 'b'. why", () => Device.Assert.DoesNotContains("b", "abc", "why"));
        Fails("Assert.StartsWith failed. 'abc' does not start with 'b'. why", () => Device.Assert.StartsWith("b", "abc", "why"));
        Fails("Assert.EndsWith failed. 'abc' does not end with 'b'. why", () => Device.Assert.EndsWith("b", "abc", "why"));
        Fails("Assert.Contains failed. The parameter 'value' is invalid. The value cannot be null.", () => Device.Assert.Contains("x", null));
    }

    [Fact]
    public void A_type_is_the_exact_type()
    {
        var value = new ArgumentNullException();

        Device.Assert.IsInstanceOfType(value, typeof(ArgumentNullException));
        Device.Assert.IsNotInstanceOfType(value, typeof(ArgumentException));
        Device.Assert.IsNotInstanceOfType(null, typeof(ArgumentException));

        Fails("Assert.IsInstanceOfType failed. Expected type:<System.ArgumentException>. Actual type:<System.ArgumentNullException>. why", () => Device.Assert.IsInstanceOfType(value, typeof(ArgumentException), "why"));
        Fails("Assert.IsInstanceOfType failed. Expected type:<System.ArgumentException>. Actual type:<(null)>. why", () => Device.Assert.IsInstanceOfType(null, typeof(ArgumentException), "why"));
        Fails("Assert.IsNotInstanceOfType failed. Wrong type:<System.ArgumentNullException>. Actual type:<System.ArgumentNullException>. why", () => Device.Assert.IsNotInstanceOfType(value, typeof(ArgumentNullException), "why"));
    }

    [Fact]
    public void ThrowsException_demands_the_exact_type()
    {
        Device.Assert.ThrowsException(typeof(ArgumentException), () => throw new ArgumentException("x"));

        Fails(
            "Assert.ThrowsException failed. Threw exception ArgumentNullException, but exception ArgumentException was expected. why Exception Message: x",
            () => Device.Assert.ThrowsException(typeof(ArgumentException), () => throw new ArgumentNullException(null, "x"), "why"));
        Fails(
            "Assert.ThrowsException failed. No exception thrown. ArgumentException exception was expected. why",
            () => Device.Assert.ThrowsException(typeof(ArgumentException), () => { }, "why"));
    }

    [Fact]
    public void SkipTest_throws_with_its_reason() =>
        Assert.Equal("why", Assert.Throws<Device.SkipTestException>(() => Device.Assert.SkipTest("why")).Message);

    [Fact]
    public void Collections()
    {
        Device.CollectionAssert.Empty(Array.Empty<int>());
        Device.CollectionAssert.NotEmpty(new[] { 1 });
        Device.CollectionAssert.AreEqual(new[] { 1, 2 }, new List<int> { 1, 2 });
        Device.CollectionAssert.AreEqual(null, null);
        Device.CollectionAssert.AreNotEqual(new[] { 1, 2 }, new[] { 2, 1 });
        Device.CollectionAssert.AreNotEqual(new[] { 1 }, new[] { 1L });
        Device.CollectionAssert.AreNotEqual(new[] { 1 }, null);

        Fails("CollectionAssert.Empty failed. Expected:<0 elements>. Actual:<1>. why", () => Device.CollectionAssert.Empty(new[] { 1 }, "why"));
        Fails("CollectionAssert.NotEmpty failed. The collection is empty. why", () => Device.CollectionAssert.NotEmpty(Array.Empty<int>(), "why"));
        Fails("CollectionAssert.NotEmpty failed. The parameter 'collection' is invalid. The value cannot be null.", () => Device.CollectionAssert.NotEmpty(null, "why"));
        Fails("CollectionAssert.AreEqual failed. Element at index 1 does not match. Expected:<2>. Actual:<3>. why", () => Device.CollectionAssert.AreEqual(new[] { 1, 2 }, new[] { 1, 3 }, "why"));
        Fails("CollectionAssert.AreEqual failed. Different number of elements. Expected:<1>. Actual:<2>. why", () => Device.CollectionAssert.AreEqual(new[] { 1 }, new[] { 1, 2 }, "why"));
        Fails("CollectionAssert.AreEqual failed. Expected:<(null)>. Actual:<1 elements>. why", () => Device.CollectionAssert.AreEqual(null, new[] { 1 }, "why"));
        Fails("CollectionAssert.AreNotEqual failed. Both have the same elements. why", () => Device.CollectionAssert.AreNotEqual(new[] { 1 }, new[] { 1 }, "why"));
    }

    [Fact]
    public void SequenceEqual_compares_simple_elements_by_value_and_type_and_others_by_identity()
    {
        Assert.True(Device.TestExtensions.SequenceEqual(new[] { 1, 2 }, new[] { 1, 2 }));
        Assert.False(Device.TestExtensions.SequenceEqual(new[] { 1, 2 }, new[] { 1, 3 }));
        Assert.False(Device.TestExtensions.SequenceEqual(new[] { 1 }, new[] { 1L }));
        Assert.False(Device.TestExtensions.SequenceEqual(new[] { 1 }, new[] { 1, 2 }));
        Assert.False(Device.TestExtensions.SequenceEqual(null, null));
        Assert.False(Device.TestExtensions.SequenceEqual(new[] { new Version(1, 2) }, new[] { new Version(1, 2) }));
    }

    [Fact]
    public void A_data_row_has_arguments()
    {
        Assert.Equal([1, null], new Device.DataRowAttribute(1, null).MethodParameters);
        Assert.Throws<ArgumentException>(() => new Device.DataRowAttribute());
        Assert.Throws<ArgumentNullException>(() => new Device.DataRowAttribute(null));
    }

    private static void Fails(string message, Action action) =>
        Assert.Equal(message, Assert.Throws<AssertFailedException>(action).Message);

    private static void Call(string name, Type type, object first, object second) =>
        typeof(Device.Assert).GetMethod(name, [type, type, typeof(string)])
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [first, second, "message"], null);
}
