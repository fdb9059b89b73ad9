namespace ServerStub.Configuration;

/// <summary>An ASP.NET Core configuration source that checks its values against <see cref="NfSettings"/>.</summary>
/// <param name="read">Reads key and value; throws <see cref="SettingsException"/>.</param>
internal sealed class NfConfigurationSource(Func<IEnumerable<KeyValuePair<string, string>>> read) : IConfigurationSource
{
    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(read);

    private sealed class Provider(Func<IEnumerable<KeyValuePair<string, string>>> read) : ConfigurationProvider
    {
        public override void Load() =>
            Data = read().ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.OrdinalIgnoreCase);
    }
}
