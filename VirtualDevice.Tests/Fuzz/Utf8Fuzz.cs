using CsCheck;
using TeddyFirmware.Wire;

namespace VirtualDevice.Tests.Fuzz;

/// <summary>Texts of mixed letters, damaged or not: UTF-8 to the core where .NET can read them, and up to the same byte.</summary>
public sealed class Utf8Fuzz
{
    private static readonly UTF8Encoding s_strict = new(false, true);

    private static readonly Gen<byte[]> s_texts = Mutation.Of(
        Gen.OneOf("a", " ", "teddy ", "ö", "ß", "دب", "мишка", "小熊", "곰", "หมี", "\u0800", "\ud7ff", "\ue000", "’", "🧸", "\U0010FFFF")
            .Array[0, 12].Select(letters => Encoding.UTF8.GetBytes(string.Concat(letters))));

    [Fact]
    public void What_is_UTF8_is_what_NET_takes_for_it() => FuzzRun.Try(
        s_texts,
        text => Assert.Equal(ValidEnd(text), Utf8.ValidEnd(text, 0, text.Length)),
        Convert.ToHexString);

    private static int ValidEnd(byte[] text)
    {
        try
        {
            s_strict.GetCharCount(text);
            return text.Length;
        }
        catch (DecoderFallbackException problem)
        {
            return problem.Index;
        }
    }
}
