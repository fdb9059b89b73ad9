namespace TeddyFirmware.Analyzers.Shared;

/// <summary>A rule that lets one value of an enumeration pass.</summary>
/// <param name="id">NF and four digits, as in README.md.</param>
/// <param name="title">What it is about, in a few words.</param>
/// <param name="message">What is wrong, why with its source, and what to write instead; {0} is the value found.</param>
/// <param name="type">The enumeration.</param>
/// <param name="right">The value.</param>
public abstract class OnlyValueRule(string id, string title, string message, string type, int right)
    : OperationRule(id, title, message, OperationKind.FieldReference, OperationKind.Conversion, OperationKind.DefaultValue)
{
    /// <inheritdoc/>
    protected sealed override string? NameIn(IOperation operation)
    {
        bool isOther = operation.ConstantValue is { HasValue: true, Value: int number } && number != right;
        return !operation.IsImplicit && isOther && operation.Type.Is(type) ? operation.Syntax.ToString() : null;
    }
}
