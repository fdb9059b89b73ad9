using TeddyFirmware.Platform;

namespace TeddyFirmware.Session
{
    /// <summary>Carries the reports of one session attempt into the inbox, marked with the attempt's number.</summary>
    /// <remarks>A late report of an attempt that was given up is told apart by that number.</remarks>
    public sealed class SessionListener : IWebSocketListener
    {
        private readonly Inbox _inbox;
        private readonly int _attempt;

        /// <summary>Initializes a new instance of the <see cref="SessionListener"/> class.</summary>
        /// <param name="inbox">Where reports go.</param>
        /// <param name="attempt">The attempt's number, 1 or more.</param>
        public SessionListener(Inbox inbox, int attempt)
        {
            _inbox = inbox;
            _attempt = attempt;
        }

        /// <inheritdoc/>
        public void OnOpened() => _inbox.Post(InboxKind.Opened, _attempt, 0);

        /// <inheritdoc/>
        public void OnRefused(OpenFailure reason, int httpStatus, string retryAfter, string errorClass) =>
            _inbox.PostRefusal(_attempt, reason, httpStatus, retryAfter, errorClass);

        /// <inheritdoc/>
        public bool OnText(byte[] message, int length) => _inbox.TryPostText(_attempt, message, length);

        /// <inheritdoc/>
        public void OnPassedOver(int ignored, int tooLong) => _inbox.CountPassedOver(ignored, tooLong);

        /// <inheritdoc/>
        public void OnSent() => _inbox.Post(InboxKind.Sent, _attempt, 0);

        /// <inheritdoc/>
        public void OnAlive() => _inbox.NoteAlive(_attempt);

        /// <inheritdoc/>
        public void OnClosed(int closeCode) => _inbox.Post(InboxKind.Closed, _attempt, closeCode);
    }
}
