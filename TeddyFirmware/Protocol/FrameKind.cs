namespace TeddyFirmware.Protocol
{
    /// <summary>What a frame of the server is to us.</summary>
    public enum FrameKind
    {
        /// <summary>It breaks the protocol: the connection is failed with 1002.</summary>
        Broken = 0,

        /// <summary>The first or only frame of a text, which is delivered.</summary>
        Text = 1,

        /// <summary>Another fragment of a message that has begun.</summary>
        Part = 2,

        /// <summary>The first or only frame of a binary message, which is passed over and counted.</summary>
        Binary = 3,

        /// <summary>A close frame, which is answered.</summary>
        Close = 4,

        /// <summary>A ping, which is answered.</summary>
        Ping = 5,

        /// <summary>A pong, asked for or not, which is passed over.</summary>
        Pong = 6,
    }
}
