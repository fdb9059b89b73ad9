namespace TeddyFirmware.Tests.Support
{
    /// <summary>One request that the device sent.</summary>
    public sealed class HttpRequestRecord
    {
        /// <summary>Initializes a new instance of the <see cref="HttpRequestRecord"/> class.</summary>
        /// <param name="url">The URL.</param>
        /// <param name="body">The body.</param>
        /// <param name="atMs">When, on the monotonic clock.</param>
        public HttpRequestRecord(string url, byte[] body, long atMs)
        {
            Url = url;
            Body = body;
            AtMs = atMs;
        }

        /// <summary>Gets the URL.</summary>
        public string Url { get; }

        /// <summary>Gets the body.</summary>
        public byte[] Body { get; }

        /// <summary>Gets when it was sent, on the monotonic clock.</summary>
        public long AtMs { get; }

        /// <summary>Gets one text member of the body.</summary>
        /// <param name="name">The member.</param>
        /// <returns>Its value; null where there is none.</returns>
        public string Field(string name) => JsonField.Text(Body, name);
    }
}
