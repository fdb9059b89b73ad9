namespace ServerStub.Configuration;

/// <summary>One <c>&lt;add key value/&gt;</c> of an nf.config, with its line.</summary>
internal sealed record NfConfigEntry(string Key, string Value, int Line);
