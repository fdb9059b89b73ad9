namespace nanoFramework.TestFramework;

/// <summary>Part of the device framework's public API, there for completeness.</summary>
public static class Helper
{
    /// <summary>The attributes without [TestMethod] when there is a [DataRow] among them, else as they are.</summary>
    public static object[] RemoveTestMethodIfDataRowExists(object[] attribs) =>
        attribs.Any(attribute => attribute.GetType() == typeof(DataRowAttribute))
            ? attribs.Where(attribute => attribute.GetType() != typeof(TestMethodAttribute)).ToArray()
            : attribs;
}
