using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ReferenceAssemblies.Image;

/// <summary>Puts types in the places of others, wherever a module names them.</summary>
/// <param name="instead">What to put in a type's place; null where it stays.</param>
internal sealed class TypeChange(Func<TypeReference, TypeReference?> instead)
{
    /// <summary>Changes fields, parameters, results, variables and instructions.</summary>
    /// <param name="types">All types of the module.</param>
    public void Make(TypeDefinition[] types)
    {
        foreach (FieldDefinition field in types.SelectMany(type => type.Fields))
        {
            field.FieldType = Of(field.FieldType);
        }

        foreach (MethodDefinition method in types.SelectMany(type => type.Methods))
        {
            method.ReturnType = Of(method.ReturnType);
            foreach (ParameterDefinition parameter in method.Parameters)
            {
                parameter.ParameterType = Of(parameter.ParameterType);
            }

            if (method.HasBody)
            {
                MakeIn(method.Body);
            }
        }
    }

    /// <summary>Finds the types that have to stay: two methods that differ in them alone would become one, or one would override the other.</summary>
    /// <param name="types">All types of the module.</param>
    /// <returns>The types.</returns>
    /// <remarks>nanoCLR finds what overrides a method by name and parameters, and takes one that is not virtual as well.</remarks>
    public HashSet<TypeReference> Needed(TypeDefinition[] types) =>
    [
        .. types.SelectMany(type => type.Methods).Where(method => !method.IsRuntime).GroupBy(method => (method.Name, Parameters(method, Of)))
            .Where(alike => alike.DistinctBy(method => Parameters(method, type => type)).Count() > 1
                && (alike.Any(method => method.IsVirtual) || alike.DistinctBy(method => method.DeclaringType).Count() < alike.Count()))
            .SelectMany(alike => alike).SelectMany(method => method.Parameters).Select(parameter => parameter.ParameterType.GetElementType()),
    ];

    private static string Parameters(MethodDefinition method, Func<TypeReference, TypeReference> of) => string.Join(' ', method.Parameters.Select(parameter => of(parameter.ParameterType).FullName));

    private void MakeIn(MethodBody body)
    {
        foreach (VariableDefinition variable in body.Variables)
        {
            variable.VariableType = Of(variable.VariableType);
        }

        foreach (Instruction instruction in body.Instructions)
        {
            instruction.Operand = instruction.Operand is TypeReference type ? Of(type) : instruction.Operand;
        }
    }

    private TypeReference Of(TypeReference type) => type switch
    {
        ArrayType array => new ArrayType(Of(array.ElementType), array.Rank),
        ByReferenceType reference => new ByReferenceType(Of(reference.ElementType)),
        RequiredModifierType required => new RequiredModifierType(required.ModifierType, Of(required.ElementType)),
        _ => instead(type) ?? type,
    };
}
