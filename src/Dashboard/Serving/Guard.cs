using System.Security.Cryptography;
using System.Text;
using Gossip.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gossip.Dashboard.Serving;

/// <summary>
/// Who may ask a site for what. On loopback the name in the address must be one of this machine, lest a page from elsewhere reach it
/// under a name of its own. With a token: as <c>Authorization: Bearer</c>, or once as <c>?token=</c>, which becomes a cookie that pages
/// cannot read and other sites cannot send. What changes something must come from a page of this very site, or carry the token itself.
/// </summary>
internal sealed class Guard(string? token, bool isLoopback, string host)
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static readonly string[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];
    private readonly byte[]? _token = token is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The cookie's value: whoever sees it cannot tell the token.</summary>
    private readonly string _pass = token is null ? "" : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "gossip dashboard"u8));

    /// <summary>Answers a request itself, or lets it pass.</summary>
    public async Task Let(HttpContext context, RequestDelegate next)
    {
        (HttpRequest request, HttpResponse response) = (context.Request, context.Response);
        Seal(response.Headers);
        if (isLoopback && !OfThisMachine.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase) && !string.Equals(request.Host.Host, host, StringComparison.OrdinalIgnoreCase))
        {
            await Refuse(response, StatusCodes.Status421MisdirectedRequest, "this site answers to localhost only").ConfigureAwait(false);
            return;
        }
        bool isOpen = context.GetEndpoint()?.Metadata.GetMetadata<Open>() is not null, isBearer = false;
        if (_token is not null && !isOpen)
        {
            if (HttpMethods.IsGet(request.Method) && request.Query.TryGetValue("token", out StringValues once) && IsToken(once))
            {
                response.Cookies.Append(CookieOf(request), _pass, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
                response.Redirect($"{request.PathBase}{request.Path}");
                return;
            }
            isBearer = request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. string given] && IsToken(given);
            if (!isBearer && !IsSame(request.Cookies[CookieOf(request)], _pass))
            {
                response.Headers.WWWAuthenticate = "Bearer";
                await Refuse(response, StatusCodes.Status401Unauthorized, "this site needs its token: open /?token=… once, or send Authorization: Bearer …").ConfigureAwait(false);
                return;
            }
        }
        bool changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (changes && !isBearer && request.Headers.Origin != $"{request.Scheme}://{request.Host}")
        {
            await Refuse(response, StatusCodes.Status403Forbidden, "only a page of this site, or who sends its token, may change something").ConfigureAwait(false);
            return;
        }
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (InputException mistake) when (!response.HasStarted)
        {
            await Refuse(response, StatusCodes.Status400BadRequest, mistake.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // whoever asked has gone
        }
    }

    private static void Seal(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static Task Refuse(HttpResponse response, int code, string line)
    {
        response.StatusCode = code;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(line + "\n");
    }

    /// <summary>Cookies are a host's and not a port's, so each port's has a name of its own.</summary>
    private static string CookieOf(HttpRequest request) => $"gossip-{request.Host.Port ?? 80}";

    private bool IsToken(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _token);

    private static bool IsSame(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
