namespace TeddyFirmware.Analyzers.Libraries;

/// <summary>DateTime.MinValue and its spellings: year 1601 on the board, year 1 on the PC.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmptyDate() : OperationRule(
    "NF0014",
    "Empty DateTime",
    "'{0}' is the year 1601 on nanoFramework and the year 1 on the PC, and new DateTime(0) throws (CoreLibrary DateTime.cs; facts page, sections 9 and 16.1). Write a bool, or seconds since 1970 with -1 for none.",
    OperationKind.FieldReference,
    OperationKind.DefaultValue,
    OperationKind.ObjectCreation)
{
    /// <inheritdoc/>
    protected override string? NameIn(IOperation operation) =>
        operation.Type.Is("System.DateTime") && IsEmpty(operation) ? operation.Syntax.ToString() : null;

    private static bool IsEmpty(IOperation operation) => operation switch
    {
        IFieldReferenceOperation field => field.Field.Name == "MinValue" && field.Field.ContainingType.Is("System.DateTime"),
        IDefaultValueOperation => true,
        IObjectCreationOperation { Arguments.Length: 0 } => true,
        IObjectCreationOperation { Arguments.Length: 1 } creation => creation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0L },
        _ => false,
    };
}
