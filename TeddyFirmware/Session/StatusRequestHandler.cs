namespace TeddyFirmware.Session
{
    /// <summary>Handles the server's question how the device is.</summary>
    public sealed class StatusRequestHandler : IMessageHandler
    {
        private readonly Inbox _inbox;

        /// <summary>Initializes a new instance of the <see cref="StatusRequestHandler"/> class.</summary>
        /// <param name="inbox">Where the question is noted.</param>
        public StatusRequestHandler(Inbox inbox)
        {
            _inbox = inbox;
        }

        /// <inheritdoc/>
        public void Handle(byte[] message, int length) => _inbox.NoteStatusWanted();
    }
}
