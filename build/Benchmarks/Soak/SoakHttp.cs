using System.Text;
using TeddyFirmware.Tests.Support;

namespace Benchmarks.Soak;

/// <summary>Carries claims and refreshes to the server and back, as well as the world allows.</summary>
internal sealed class SoakHttp(
    SoakTime time, SoakDice dice, SoakConditions conditions, SoakServer server, SoakRules rules, SoakPatience patience,
    MemoryFlash flash, TlsMeter tls) : IHttpTransport
{
    private const int UsualMs = 120;
    private const int RefusedMs = 30;
    private const int LateReportPercent = 10;
    private int _running;

    /// <summary>How many exchanges were begun.</summary>
    public int Exchanges { get; private set; }

    /// <inheritdoc />
    public void Begin(HttpExchange exchange, IHttpCompletion completion)
    {
        if (flash.IsOff)
        {
            // The power went in the same step: what the code still does, no machine does.
            return;
        }

        Exchanges++;
        tls.BeginHttp();
        int number = ++_running;
        bool isClaim = exchange.Url.EndsWith("claim", StringComparison.Ordinal);
        if (conditions.IsStuck)
        {
            return;
        }

        int deadlineMs = exchange.AnswerDeadlineMs;
        byte[] body = exchange.RequestBody;
        int tripMs = UsualMs + dice.Between(0, conditions.SlowMs);
        if (!CanReach())
        {
            exchange.Phase = HttpPhase.Connecting;
            time.After(conditions.IsLinkDown ? exchange.ConnectDeadlineMs : RefusedMs, () => Report(number, exchange, completion, null));
        }
        else
        {
            exchange.Phase = HttpPhase.Answer;
            if (isClaim)
            {
                rules.OnClaim();
            }

            time.After(tripMs / 2, () =>
            {
                // It may be given up by now: the server does not know.
                SoakAnswer? answer = CanReach() ? isClaim ? server.Claim(body) : server.Refresh(body) : null;
                bool isLost = dice.Percent(conditions.LostAnswersPercent) || tripMs > deadlineMs;
                time.After(Math.Min(tripMs, deadlineMs) / 2, () =>
                {
                    SoakAnswer? heard = isLost || !CanReach() ? null : answer;
                    Note(isClaim, heard);
                    Report(number, exchange, completion, heard);
                });
            });
        }
    }

    /// <inheritdoc />
    public void Abandon()
    {
        _running++;
        tls.HasHttp = false;
    }

    private bool CanReach() => !conditions.IsServerDown && !conditions.IsLinkDown;

    private void Note(bool isClaim, SoakAnswer? heard)
    {
        if (heard is null)
        {
            patience.OnTransient();
        }
        else if (isClaim)
        {
            patience.OnClaimAnswer(heard.Status);
        }
        else
        {
            patience.OnRefreshAnswer(heard.Status);
        }
    }

    private void Report(int number, HttpExchange exchange, IHttpCompletion completion, SoakAnswer? answer)
    {
        if (number == _running)
        {
            tls.HasHttp = false;
        }
        else if (!dice.Percent(LateReportPercent))
        {
            // Of an exchange that was given up there usually is no report, but there may be.
            return;
        }

        byte[] body = Encoding.UTF8.GetBytes(answer?.Body ?? "");
        exchange.Outcome = answer is null ? dice.OneOf(HttpOutcome.Unreachable, HttpOutcome.TimedOut) : HttpOutcome.Answered;
        exchange.Status = answer?.Status ?? 0;
        exchange.RetryAfter = answer?.RetryAfter;
        exchange.TryAppend(body, 0, body.Length);
        completion.OnCompleted(exchange);
    }
}
