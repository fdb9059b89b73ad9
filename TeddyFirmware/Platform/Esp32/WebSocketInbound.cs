using System;
using System.Net.WebSockets;
using System.Threading;
using TeddyFirmware.Session;

namespace TeddyFirmware.Platform.Esp32
{
    /// <summary>Takes the library's texts and hands them to the listener, on the library's receive thread.</summary>
    /// <remarks>
    /// An exception that leaves this would end that thread for good while the socket looks open (facts page, section
    /// 1.7), so none does.
    /// </remarks>
    internal sealed class WebSocketInbound
    {
        private const int OfferAgainMs = 50;
        private const int OfferLimitMs = 30000;

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
                IWebSocketListener listener = _run.Listener;
                if (!_run.IsEnding && listener != null)
                {
                    Offer(listener, e.Frame.Buffer);
                }
            }
            catch (Exception)
            {
                _run.End(CloseCode.Abnormal);
            }
        }

        // While this waits nothing more is read, so a peer that sends too much is held back by TCP.
        private void Offer(IWebSocketListener listener, byte[] text)
        {
            for (int waitedMs = 0; !listener.OnText(text, text.Length); waitedMs += OfferAgainMs)
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
