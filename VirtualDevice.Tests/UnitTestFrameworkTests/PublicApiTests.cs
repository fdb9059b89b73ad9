using System.Reflection;

namespace VirtualDevice.Tests.UnitTestFrameworkTests;

/// <summary>The framework here against the description of the device's one.</summary>
public sealed class PublicApiTests
{
    // Obsolete on the device: a unit test that used one would give a warning there, and does not compile here.
    private static readonly string[] s_obsolete =
        ["Empty", "Equal", "False", "IsNotType", "IsType", "NotEmpty", "NotEqual", "NotNull", "NotSame", "Null", "Same", "Throws", "True"];

    [Fact]
    public void Every_public_type_and_member_of_the_device_is_here_with_the_same_signature()
    {
        using JsonDocument api = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "nanoFramework.TestFramework.json")));
        List<string> missing = [];
        int compared = 0;

        foreach (JsonElement description in api.RootElement.GetProperty("types").EnumerateArray())
        {
            string name = description.GetProperty("name").GetString();

            if (typeof(PublicApiTests).Assembly.GetType(name) is not { IsPublic: true } type)
            {
                missing.Add(name);
                continue;
            }

            foreach (JsonElement member in description.GetProperty("members").EnumerateArray())
            {
                if (name.EndsWith(".Assert", StringComparison.Ordinal) && member.TryGetProperty("name", out JsonElement key) && s_obsolete.Contains(key.GetString()))
                {
                    continue;
                }

                compared++;

                if (!IsHere(type, member))
                {
                    missing.Add($"{name}: {member}");
                }
            }
        }

        Assert.Empty(missing);
        Assert.True(compared > 50, $"Only {compared} members were compared.");
    }

    [Fact]
    public void A_unit_test_that_the_device_runs_is_public_here_too()
    {
        // xunit looks at public classes and at methods with [TestMethod] only; the launcher takes any class with [TestClass], and
        // a method with [DataRow] alone.
        IEnumerable<string> unseen =
            from type in typeof(PublicApiTests).Assembly.GetTypes()
            where type.Namespace != "UnitTestFrameworkSamples"
            from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where (method.IsDefined(typeof(nanoFramework.TestFramework.TestMethodAttribute)) && !type.IsVisible)
                || (method.IsDefined(typeof(nanoFramework.TestFramework.DataRowAttribute)) && !method.IsDefined(typeof(nanoFramework.TestFramework.TestMethodAttribute)))
            select $"{type}.{method.Name}";

        Assert.Empty(unseen);
    }

    private static bool IsHere(Type type, JsonElement member)
    {
        JsonElement[] parameters = member.TryGetProperty("parameters", out JsonElement list) ? [.. list.EnumerateArray()] : [];

        return member.GetProperty("kind").GetString() switch
        {
            "constructor" => type.GetConstructors().Any(constructor => Fits(constructor.GetParameters(), parameters)),
            "property" => type.GetProperty(member.GetProperty("name").GetString())?.PropertyType.FullName == member.GetProperty("type").GetString(),
            "method" => type.GetMethods().Any(method =>
                method.Name == member.GetProperty("name").GetString()
                && method.ReturnType.FullName == member.GetProperty("returns").GetString()
                && Fits(method.GetParameters(), parameters)),
            _ => false,
        };
    }

    /// <summary>The same parameters; more of them only when the caller may leave them out.</summary>
    private static bool Fits(ParameterInfo[] here, JsonElement[] device) =>
        here.Length >= device.Length
        && here.Skip(device.Length).All(parameter => parameter.IsOptional)
        && device.Zip(here).All(pair =>
            pair.First.GetProperty("name").GetString() == pair.Second.Name
            && pair.First.GetProperty("type").GetString() == pair.Second.ParameterType.FullName
            && pair.First.TryGetProperty("optional", out _) == pair.Second.IsOptional);
}
