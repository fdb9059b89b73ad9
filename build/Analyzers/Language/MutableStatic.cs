namespace TeddyFirmware.Analyzers.Language;

/// <summary>Static variables in the portable core: two devices in one process would share them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MutableStatic() : SymbolRule(
    "NF0011",
    "Mutable static in the core",
    "'{0}' is a static variable: the Device is the only owner of state, and several devices run in one process on the PC (architecture: the way of the data). Write a field of the object that owns it, or const or static readonly.",
    SymbolKind.Field,
    SymbolKind.Property,
    SymbolKind.Event)
{
    /// <inheritdoc/>
    protected override string? NameOf(ISymbol symbol, Compilation compilation)
    {
        bool isVariable = symbol switch
        {
            IFieldSymbol field => field is { IsStatic: true, IsConst: false, IsReadOnly: false, IsImplicitlyDeclared: false },
            IPropertySymbol property => property.IsStatic && property.SetMethod != null && IsStored(property),
            IEventSymbol @event => @event.IsStatic && IsStored(@event),
            _ => false,
        };
        SyntaxTree? file = symbol.Locations[0].SourceTree;
        return isVariable && file != null && Place.IsCore(file, compilation) ? symbol.Name : null;
    }

    // An auto-property has a field of its own; so has an event without accessors.
    private static bool IsStored(ISymbol member)
    {
        bool hasField = member.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member));
        return hasField || (member is IEventSymbol { AddMethod.IsImplicitlyDeclared: true });
    }
}
