using Microsoft.AspNetCore.Http;

namespace VirtualDevice.Tests.ClaimCases;

/// <summary>What the server does with a request.</summary>
/// <param name="context">The request and its answer.</param>
/// <param name="next">What the stub itself would do.</param>
internal delegate Task ServerAnswer(HttpContext context, RequestDelegate next);
