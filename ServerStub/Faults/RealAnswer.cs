namespace ServerStub.Faults;

/// <summary>Has an answer written into memory, so that a fault can send it in its own way.</summary>
internal static class RealAnswer
{
    /// <summary>The body; status and headers are set on the response as the answer has them.</summary>
    public static async Task<byte[]> BodyAsync(IResult real, HttpContext context)
    {
        Stream wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try
        {
            await real.ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        byte[] body = copy.ToArray();
        context.Response.ContentLength = body.Length;
        return body;
    }
}
