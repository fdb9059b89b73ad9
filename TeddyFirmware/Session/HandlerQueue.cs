using System;
using TeddyFirmware.Diagnostics;
using TeddyFirmware.Platform;
using TeddyFirmware.Protocol;

namespace TeddyFirmware.Session
{
    /// <summary>The messages that wait for their handler: bounded, in order, handled one after the other beside the device's thread.</summary>
    /// <remarks>
    /// A handler may take as long as it likes, or for ever: the device goes on pinging, reading and sending, and the
    /// messages that find no place here are dropped and counted.
    /// </remarks>
    public sealed class HandlerQueue : IWork
    {
        /// <summary>How many messages may wait.</summary>
        public const int MaxMessages = 4;

        /// <summary>How many bytes may wait, all messages together.</summary>
        public const int MaxBytes = FrameTable.MaxMessageBytes;

        private readonly object _gate = new object();
        private readonly IWorker _worker;
        private readonly Log _log;
        private IMessageHandler[] _handlers;
        private byte[][] _messages;
        private int[] _lengths;
        private int _first;
        private int _count;
        private int _bytes;
        private bool _isRunning;

        /// <summary>Initializes a new instance of the <see cref="HandlerQueue"/> class.</summary>
        /// <param name="worker">Runs the handlers.</param>
        /// <param name="log">For handlers that throw.</param>
        public HandlerQueue(IWorker worker, Log log)
        {
            _worker = worker;
            _log = log;
        }

        /// <summary>Gets how many messages their handler threw on.</summary>
        public int FailedCount { get; private set; }

        /// <summary>Leaves a message to a handler.</summary>
        /// <param name="handler">The handler.</param>
        /// <param name="message">The message; nobody changes it any more.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <returns>False where there is no place: nothing was taken.</returns>
        public bool TryAdd(IMessageHandler handler, byte[] message, int length)
        {
            bool isIdle;
            lock (_gate)
            {
                MakePlaces();
                if (_count == MaxMessages || _bytes + length > MaxBytes)
                {
                    return false;
                }

                int at = (_first + _count) % MaxMessages;
                _handlers[at] = handler;
                _messages[at] = message;
                _lengths[at] = length;
                _count++;
                _bytes += length;
                isIdle = !_isRunning;
                _isRunning = true;
            }

            if (isIdle)
            {
                StartWorker();
            }

            return true;
        }

        /// <inheritdoc/>
        public void Run()
        {
            while (Take(out IMessageHandler handler, out byte[] message, out int length))
            {
                try
                {
                    handler.Handle(message, length);
                }
                catch (Exception failure)
                {
                    // A handler's fault costs its message, not the session. The class and not the text: it may quote the message.
                    FailedCount++;
                    Tell(failure);
                }
            }
        }

        // With the first message: many a device has none for a handler.
        private void MakePlaces()
        {
            _handlers ??= new IMessageHandler[MaxMessages];
            _messages ??= new byte[MaxMessages][];
            _lengths ??= new int[MaxMessages];
        }

        private void StartWorker()
        {
            try
            {
                _worker.Start(this);
            }
            catch (OutOfMemoryException)
            {
                // The next message tries again.
                _isRunning = false;
                throw;
            }
        }

        private void Tell(Exception failure)
        {
            try
            {
                _log.Warning(LogArea.Session, "a message handler failed error=" + failure.GetType().Name);
            }
            catch (OutOfMemoryException)
            {
                // Then the counter tells it: an exception from here would end the worker for good.
            }
        }

        // Taking the last one and ending the run are one step, or a message could be added to a run that is over.
        private bool Take(out IMessageHandler handler, out byte[] message, out int length)
        {
            lock (_gate)
            {
                handler = _handlers[_first];
                message = _messages[_first];
                length = _lengths[_first];
                if (_count == 0)
                {
                    _isRunning = false;
                    return false;
                }

                _handlers[_first] = null;
                _messages[_first] = null;
                _first = (_first + 1) % MaxMessages;
                _count--;
                _bytes -= length;
                return true;
            }
        }
    }
}
