using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace VirtualDevice.Tests.FirmwareCompile;

/// <summary>What other assemblies see of one: a line for each type and for each member.</summary>
internal static class PublicSurface
{
    // "final" is left out: the compiler says it of each method that implements an interface.
    private const MethodAttributes KindOfMethod = MethodAttributes.Static | MethodAttributes.Virtual | MethodAttributes.Abstract;
    private const FieldAttributes KindOfField = FieldAttributes.Static | FieldAttributes.Literal | FieldAttributes.InitOnly;
    private const TypeAttributes KindOfType = TypeAttributes.Interface | TypeAttributes.Abstract | TypeAttributes.Sealed;

    /// <summary>Reads a file.</summary>
    public static SortedSet<string> Read(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        SortedSet<string> lines = new(StringComparer.Ordinal);
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => IsVisible(metadata, type)))
        {
            Add(lines, metadata, type);
        }

        return lines;
    }

    private static bool IsVisible(MetadataReader metadata, TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static void Add(SortedSet<string> lines, MetadataReader metadata, TypeDefinition type)
    {
        string name = Names.Of(metadata, type);
        IEnumerable<string> bases = type.GetInterfaceImplementations().Select(handle => Names.Of(metadata, metadata.GetInterfaceImplementation(handle).Interface)).Order(StringComparer.Ordinal);
        lines.Add($"{name} is {type.Attributes & KindOfType} : {Names.Of(metadata, type.BaseType)} {string.Join(' ', bases)}");

        // A finalizer is nobody's to call; the data are without.
        foreach (MethodDefinition method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(method => IsVisible(method.Attributes) && metadata.GetString(method.Name) != "Finalize"))
        {
            MethodSignature<string> signature = method.DecodeSignature(Names.Provider, null!);
            lines.Add($"{name}.{metadata.GetString(method.Name)}({string.Join(", ", signature.ParameterTypes)}) : {signature.ReturnType}, {method.Attributes & (KindOfMethod | MethodAttributes.MemberAccessMask)}");
        }

        foreach (FieldDefinition field in type.GetFields().Select(metadata.GetFieldDefinition).Where(field => IsVisible(field.Attributes)))
        {
            lines.Add($"{name}.{metadata.GetString(field.Name)} : {field.DecodeSignature(Names.Provider, null!)}, {field.Attributes & (KindOfField | FieldAttributes.FieldAccessMask)}{Value(metadata, field.GetDefaultValue())}");
        }
    }

    private static string Value(MetadataReader metadata, ConstantHandle handle) =>
        handle.IsNil ? string.Empty : " = " + Convert.ToHexString(metadata.GetBlobBytes(metadata.GetConstant(handle).Value));

    /// <summary>Types by their names.</summary>
    private sealed class Names : ISignatureTypeProvider<string, object>
    {
        public static Names Provider { get; } = new();

        public static string Of(MetadataReader metadata, TypeDefinition type) => type.GetDeclaringType().IsNil
            ? Join(metadata.GetString(type.Namespace), metadata.GetString(type.Name))
            : Of(metadata, type.GetDeclaringType()) + "+" + metadata.GetString(type.Name);

        public static string Of(MetadataReader metadata, EntityHandle handle) => handle switch
        {
            { IsNil: true } => "nothing",
            { Kind: HandleKind.TypeDefinition } => Of(metadata, metadata.GetTypeDefinition((TypeDefinitionHandle)handle)),
            { Kind: HandleKind.TypeReference } => Provider.GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0),
            _ => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Provider, null!),
        };

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Of(reader, reader.GetTypeDefinition(handle));

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            TypeReference type = reader.GetTypeReference(handle);
            return Join(reader.GetString(type.Namespace), reader.GetString(type.Name));
        }

        public string GetTypeFromSpecification(MetadataReader reader, object genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Of(reader, handle);

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

        public string GetByReferenceType(string elementType) => elementType + "&";

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

        public string GetGenericMethodParameter(object genericContext, int index) => "!!" + index;

        public string GetGenericTypeParameter(object genericContext, int index) => "!" + index;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function pointer";

        private static string Join(string space, string name) => space.Length == 0 ? name : space + "." + name;
    }
}
