using ServerStub.Configuration;
using ServerStub.Storage;

namespace ServerStub.Tokens;

/// <summary>The HS256 key: random, one for each data folder, so that tokens outlive a restart of the stub.</summary>
internal static class TokenKey
{
    private const string Name = "token.key";
    private const int KeyBytes = 32;

    public static byte[] LoadOrCreate(DataFolder folder)
    {
        if (!File.Exists(folder.PathOf(Name)))
        {
            folder.Write(Name, Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(2 * KeyBytes, lowercase: true) + "\n"));
        }

        string hex = File.ReadAllText(folder.PathOf(Name)).Trim();
        return NfRules.Secret.Accepts(hex)
            ? Convert.FromHexString(hex)
            : throw new SettingsException(Name, 1, "", "must be 64 hex characters; delete the file to get a new key");
    }
}
