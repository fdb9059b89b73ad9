using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace ServerStub.Tests.Support;

/// <summary>Reads and forges tokens by hand, apart from the library that the stub uses.</summary>
public static class JwtText
{
    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Payload(string token) => Part(token, 1);

    /// <summary>The same claims under another header and, where there is a key, another signature.</summary>
    public static string Forge(string token, string header, byte[]? key)
    {
        string signed = Base64UrlEncoder.Encode(header) + "." + token.Split('.')[1];
        byte[] signature = key is null ? [] : HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed));
        return signed + "." + Base64UrlEncoder.Encode(signature);
    }

    private static JsonElement Part(string token, int index) =>
        JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[index])).RootElement;
}
