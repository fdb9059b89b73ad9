namespace ServerStub.Tests.Support;

/// <summary>A console that tells when a certain line has been written.</summary>
public sealed class FirstLines(string lastLine) : StringWriter
{
    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public Task<string> Text => _seen.Task;

    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        if (value == lastLine)
        {
            _seen.TrySetResult(ToString());
        }
    }
}
