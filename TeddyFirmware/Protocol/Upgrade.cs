using System;
using System.Text;
using TeddyFirmware.Platform;

namespace TeddyFirmware.Protocol
{
    /// <summary>One request for a WebSocket, and the judgement of its answer (RFC 6455, 4.1). Pushed with bytes.</summary>
    public sealed class Upgrade
    {
        private const string AcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        private const int NonceBytes = 16;

        private readonly HttpHead _head = new HttpHead();
        private readonly string _key;

        /// <summary>Initializes a new instance of the <see cref="Upgrade"/> class, with a key of its own.</summary>
        /// <param name="url">Where to.</param>
        /// <param name="random">For the key.</param>
        public Upgrade(ServerUrl url, IRandom random)
        {
            byte[] nonce = new byte[NonceBytes];
            random.Fill(nonce);
            _key = Convert.ToBase64String(nonce);
            Request = HttpRequest.Upgrade(url, _key);
        }

        /// <summary>Gets the request. It holds the access token.</summary>
        public byte[] Request { get; }

        /// <summary>Gets a value indicating whether the answer is known, or known to be none.</summary>
        public bool IsAnswered => _head.IsWhole || _head.Fault != null;

        /// <summary>Gets the status; 0 where there is none to rely on.</summary>
        public int Status => _head.IsWhole ? _head.Status : 0;

        /// <summary>Gets the <c>Retry-After</c> header as it came; null without one.</summary>
        public string RetryAfter => _head[HttpField.RetryAfter];

        /// <summary>Gets what is wrong with an answer that is no upgrade and no refusal; null where nothing is.</summary>
        public string Fault { get; private set; }

        /// <summary>Gets why there is no WebSocket, once the answer is known and <see cref="IsAccepted"/> says so.</summary>
        public OpenFailure Failure =>
            _head.Fault == null && _head.Status != HttpHead.SwitchingProtocols ? OpenFailure.HttpStatus : OpenFailure.BadUpgrade;

        /// <summary>Takes bytes as they come.</summary>
        /// <param name="buffer">The array.</param>
        /// <param name="count">How many of it are the server's.</param>
        /// <returns>How many belong to the answer's head: what is behind them are frames.</returns>
        public int Take(byte[] buffer, int count) => _head.Take(buffer, 0, count);

        /// <summary>Tells whether the server has agreed, and to nothing that it was not asked for.</summary>
        /// <returns>False where it has not; <see cref="Failure"/> and <see cref="Fault"/> then tell more.</returns>
        public bool IsAccepted()
        {
            Fault = _head.Fault
                ?? (_head.Status != HttpHead.SwitchingProtocols ? "status"
                : _head.IsOldHttp ? "http-1.0"
                : _head[HttpField.Upgrade] != "websocket" ? "no-upgrade"
                : !HttpField.HasToken(_head[HttpField.Connection], "upgrade") ? "no-connection-upgrade"
                : _head[HttpField.Accept] != AcceptKey() ? "accept-key"
                : _head[HttpField.Extensions] != null || _head[HttpField.Subprotocol] != null ? "unasked"
                : null);
            return Fault == null;
        }

        private string AcceptKey() => Convert.ToBase64String(Sha1.Hash(Encoding.UTF8.GetBytes(_key + AcceptGuid)));
    }
}
