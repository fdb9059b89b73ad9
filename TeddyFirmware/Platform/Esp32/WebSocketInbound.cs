using System;
using System.Net.WebSockets;
using System.Threading;
using TeddyFirmware.Session;
using TeddyFirmware.Wire;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Takes the library's frames and hands whole texts to the listener, on the library's receive thread.</summary>
    /// <remarks>
    /// An exception that leaves this would end that thread for good while the socket looks open (facts page, section
    /// 1.7), so none does.
    /// </remarks>
    internal sealed class WebSocketInbound
    {
        private const int OfferAgainMs = 50;
        private const int OfferLimitMs = 30000;

        private readonly MessageJoiner _joiner = new MessageJoiner();
        private readonly WebSocketRun _run;

        internal WebSocketInbound(WebSocketRun run)
        {
            _run = run;
        }

        internal void OnFrame(object sender, MessageReceivedEventArgs e)
        {
            try
            {
                // After the end, the stream fills up payloads with zeros.
                if (!_run.IsEnding && _joiner.Add(e.Frame))
                {
                    Deliver();
                    _joiner.Clear();
                }
            }
            catch (Exception)
            {
                _run.End(CloseCode.Abnormal);
            }
        }

        private void Deliver()
        {
            IWebSocketListener listener = _run.Listener;
            if (listener == null)
            {
                return;
            }

            if (!_joiner.IsText)
            {
                listener.OnIgnored();
            }
            else if (!Utf8.IsValid(_joiner.Message, 0, _joiner.Length))
            {
                _run.Fail(CloseCode.InvalidPayload);
            }
            else
            {
                Offer(listener);
            }
        }

        // While this waits nothing more is read, so a peer that sends too much is held back by TCP.
        private void Offer(IWebSocketListener listener)
        {
            for (int waitedMs = 0; !listener.OnText(_joiner.Message, _joiner.Length); waitedMs += OfferAgainMs)
            {
                if (_run.IsEnding || waitedMs >= OfferLimitMs)
                {
                    _run.End(CloseCode.Abnormal);
                    return;
                }

                Thread.Sleep(OfferAgainMs);
            }
        }
    }
}
