namespace TeddyFirmware.Analyzers.Shared;

/// <summary>Steps through the tree of operations that several rules take.</summary>
internal static class Operations
{
    /// <summary>Takes casts, boxing and brackets off.</summary>
    /// <param name="operation">An operation.</param>
    /// <returns>What they are around.</returns>
    public static IOperation? Bare(this IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Finds what an operation's value is used by, past casts, boxing and brackets.</summary>
    /// <param name="operation">An operation.</param>
    /// <returns>The user, or null.</returns>
    public static IOperation? User(this IOperation operation)
    {
        IOperation? user = operation.Parent;
        while (user is IConversionOperation or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        return user;
    }

    /// <summary>Finds what an operation names: a local variable, a parameter, a field or a property.</summary>
    /// <param name="operation">An operation.</param>
    /// <returns>The symbol, or null.</returns>
    public static ISymbol? Named(this IOperation? operation) => operation.Bare() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };
}
