namespace TeddyFirmware.Analyzers.Language;

/// <summary>Static constructors and initialisers that do work: all of them run at boot, before Main.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticWork() : FirmwareRule(
    "NF0010",
    "Work at boot",
    "'{0}' is computed at boot: nanoFramework runs every static constructor and initialiser before Main, on one thread, where an exception or a wait stops the board without a word (nf-interpreter Execution.cpp SpawnStaticConstructor; facts page, section 0). Write a constant, an array of constants, or a field of an object that Program makes.")
{
    /// <inheritdoc/>
    protected override void Register(AnalysisContext context)
    {
        context.RegisterSymbolAction(
            symbol =>
            {
                IMethodSymbol method = (IMethodSymbol)symbol.Symbol;
                bool isDeclared = method.MethodKind == MethodKind.StaticConstructor && !method.IsImplicitlyDeclared;
                if (isDeclared && !Place.IsTest(symbol.Compilation))
                {
                    symbol.ReportDiagnostic(Finding(method.Locations[0], "static " + method.ContainingType.Name + "()"));
                }
            },
            SymbolKind.Method);
        context.RegisterOperationAction(
            operation =>
            {
                ISymbol? holder = operation.Operation switch
                {
                    IFieldInitializerOperation field => field.InitializedFields.FirstOrDefault(),
                    IPropertyInitializerOperation property => property.InitializedProperties.FirstOrDefault(),
                    _ => null,
                };
                IOperation value = ((ISymbolInitializerOperation)operation.Operation).Value;
                if (holder is { IsStatic: true } && !IsData(value) && !Place.IsTest(operation.Compilation))
                {
                    operation.ReportDiagnostic(Finding(value.Syntax.GetLocation(), holder.Name));
                }
            },
            OperationKind.FieldInitializer,
            OperationKind.PropertyInitializer);
    }

    private static bool IsData(IOperation value)
    {
        switch (value)
        {
            case { ConstantValue.HasValue: true }:
            case IDefaultValueOperation:
                return true;
            case IConversionOperation conversion:
                return conversion.OperatorMethod == null && IsData(conversion.Operand);
            case IArrayCreationOperation array:
                return array.DimensionSizes.All(IsData) && (array.Initializer == null || IsData(array.Initializer));
            case IArrayInitializerOperation elements:
                return elements.ElementValues.All(IsData);
            default:
                return false;
        }
    }
}
