using Microsoft.AspNetCore.Diagnostics;

namespace ServerStub.Hosting;

/// <summary>What a client sees when something goes wrong outside an endpoint: the usual error body and nothing of the cause.</summary>
internal static class Faults
{
    public static void UseFaultAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(AnswerExceptionAsync));
        app.UseStatusCodePages(pages => AnswerAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode, "Not available"));
    }

    private static Task AnswerExceptionAsync(HttpContext context)
    {
        Exception? problem = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        context.RequestServices.GetRequiredService<StubEvents>()
            .Publish(StubEventKind.Faulted, note: problem?.GetType().Name);
        int status = problem is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        return AnswerAsync(context, status, "Request failed");
    }

    private static Task AnswerAsync(HttpContext context, int status, string message) =>
        context.RequestServices.GetRequiredService<Answers>().Error(status, message).ExecuteAsync(context);
}
