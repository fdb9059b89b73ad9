namespace TeddyFirmware.Analyzers.Language;

/// <summary>An enumeration turned into text: a number on the board, a name on the PC.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnumText() : FirmwareRule(
    "NF0016",
    "Enumeration as text",
    "'{0}' as text is a number on nanoFramework and a name on the PC (CoreLibrary Enum.cs; facts page, section 9). Write a switch that gives the name, or a cast to int where the number is meant.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name == "ToString" && call.Instance != null && IsEnum(call.Instance))
                {
                    Report(operation, call.Instance);
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                IOperation value = ((IInterpolationOperation)operation.Operation).Expression;
                if (IsEnum(value))
                {
                    Report(operation, value);
                }
            },
            OperationKind.Interpolation);
        context.RegisterOperationAction(
            operation =>
            {
                IBinaryOperation sum = (IBinaryOperation)operation.Operation;
                if (sum.Type?.SpecialType == SpecialType.System_String)
                {
                    foreach (IOperation side in new[] { sum.LeftOperand, sum.RightOperand }.Where(IsEnum))
                    {
                        Report(operation, side);
                    }
                }
            },
            OperationKind.Binary);
        context.RegisterOperationAction(
            operation =>
            {
                ICompoundAssignmentOperation sum = (ICompoundAssignmentOperation)operation.Operation;
                if (sum.Type?.SpecialType == SpecialType.System_String && IsEnum(sum.Value))
                {
                    Report(operation, sum.Value);
                }
            },
            OperationKind.CompoundAssignment);
        context.RegisterOperationAction(
            operation =>
            {
                IArgumentOperation argument = (IArgumentOperation)operation.Operation;
                if (argument.Parent is IInvocationOperation { TargetMethod: { } method } && IsTextMethod(method))
                {
                    IArrayInitializerOperation? list = (argument.Value.Bare() as IArrayCreationOperation)?.Initializer;
                    IEnumerable<IOperation> values = list == null ? new[] { argument.Value } : list.ElementValues;
                    foreach (IOperation value in values.Where(IsEnum))
                    {
                        Report(operation, value);
                    }
                }
            },
            OperationKind.Argument);
    }

    private static bool IsTextMethod(IMethodSymbol method)
    {
        return method.ContainingType.SpecialType == SpecialType.System_String
            || method.ContainingType.Is("System.Text.StringBuilder")
            || method.ContainingType.Is("System.Console");
    }

    // Boxed only: a cast to int is what the message asks for.
    private static bool IsEnum(IOperation value)
    {
        IOperation inner = value;
        while (inner is IConversionOperation { Type.IsReferenceType: true } conversion)
        {
            inner = conversion.Operand;
        }

        return inner.Type.IsEnum();
    }

    private void Report(OperationAnalysisContext context, IOperation value) =>
        context.ReportDiagnostic(Finding(value.Syntax.GetLocation(), value.Syntax.ToString()));
}
