namespace TeddyFirmware.Analyzers.Shared;

/// <summary>What becomes of a new object in the method that makes it.</summary>
internal static class NewObject
{
    /// <summary>Collects the properties that the method assigns, in an initialiser or by name.</summary>
    /// <param name="creation">The operation that gives the object.</param>
    /// <returns>The names of the properties, and of the methods without arguments that are called on it.</returns>
    /// <remarks>Simple on purpose: an assignment in one branch counts, and one in a helper method does not.</remarks>
    public static HashSet<string> Settings(IOperation creation)
    {
        HashSet<string> settings = new();
        if (creation is IObjectCreationOperation { Initializer: { } initializer })
        {
            foreach (IOperation part in initializer.Initializers)
            {
                if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation member })
                {
                    settings.Add(member.Member.Name);
                }
            }
        }

        ISymbol? holder = HolderOf(creation);
        if (holder == null)
        {
            return settings;
        }

        foreach (IOperation operation in BodyOf(creation).Descendants())
        {
            if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } && IsOn(target.Instance, holder))
            {
                settings.Add(target.Member.Name);
            }
            else if (operation is IInvocationOperation { Arguments.Length: 0 } call && IsOn(call.Instance, holder))
            {
                settings.Add(call.TargetMethod.Name);
            }
        }

        return settings;
    }

    /// <summary>Says which properties the method does not assign.</summary>
    /// <param name="creation">The operation that gives the object.</param>
    /// <param name="names">Those that it has to.</param>
    /// <returns>The names, or null where none is missing.</returns>
    public static string? Missing(IOperation creation, params string[] names)
    {
        HashSet<string> settings = Settings(creation);
        string[] missing = names.Where(name => !settings.Contains(name)).ToArray();
        return missing.Length == 0 ? null : string.Join(" and ", missing);
    }

    private static bool IsOn(IOperation? instance, ISymbol holder) => SymbolEqualityComparer.Default.Equals(instance.Named(), holder);

    private static ISymbol? HolderOf(IOperation creation) => creation.User() switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation assignment => assignment.Target.Named(),
        _ => null,
    };

    private static IOperation BodyOf(IOperation operation)
    {
        IOperation body = operation;
        while (body.Parent != null)
        {
            body = body.Parent;
        }

        return body;
    }
}
