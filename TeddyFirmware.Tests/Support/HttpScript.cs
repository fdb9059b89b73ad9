using System.Collections;

namespace TeddyFirmware.Tests.Support
{
    /// <summary>What the server answers to one kind of request, in order; the last answer is repeated.</summary>
    public sealed class HttpScript
    {
        private readonly ArrayList _replies = new ArrayList();
        private int _next;

        /// <summary>Gets or sets a value indicating whether the script begins anew after its last reply.</summary>
        public bool IsRepeated { get; set; }

        /// <summary>Adds a reply.</summary>
        /// <param name="reply">The reply.</param>
        /// <returns>This script.</returns>
        public HttpScript Then(HttpReply reply)
        {
            _replies.Add(reply);
            return this;
        }

        /// <summary>Takes the next reply.</summary>
        /// <returns>The reply; 500 where the script is empty.</returns>
        public HttpReply Next()
        {
            if (_replies.Count == 0)
            {
                return HttpReply.WithStatus(500);
            }

            HttpReply reply = (HttpReply)_replies[_next];
            _next = _next + 1 < _replies.Count ? _next + 1 : IsRepeated ? 0 : _next;
            return reply;
        }
    }
}
