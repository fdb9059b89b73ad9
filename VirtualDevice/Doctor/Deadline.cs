namespace VirtualDevice.Doctor;

/// <summary>The time for one question to the network.</summary>
internal static class Deadline
{
    /// <summary>Asks; tells apart a server that is too slow from a person who has had enough.</summary>
    /// <exception cref="TimeoutException">No answer within the deadline.</exception>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public static async Task<T> WithinAsync<T>(DoctorContext context, Func<CancellationToken, Task<T>> ask, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        either.CancelAfter(context.QuestionLimit);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
