using System;
using TeddyFirmware.Platform;
using TeddyFirmware.Tests.Support;

namespace TeddyFirmware.Tests.Protocol
{
    /// <summary>The random generator of RFC 6455's example (1.3), whose key has a known answer.</summary>
    public sealed class SampleNonce : IRandom
    {
        /// <summary>The key that goes out.</summary>
        public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

        /// <summary>What a server answers.</summary>
        public const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

        /// <inheritdoc/>
        public void Fill(byte[] buffer) => Array.Copy(Bytes.Of("the sample nonce"), buffer, buffer.Length);
    }
}
