using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Gossip.Core;
using Gossip.Dashboard.Serving;
using Gossip.Dashboard.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gossip.Dashboard.Tests;

public class Who_may_see_the_site
{
    private const string Token = "a token of many letters";

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_loopback_without_a_token_everybody_who_calls_it_by_its_name()
    {
        await using Site site = await Site.Start(new() { Address = "127.0.0.1:0" }, [new PageRoom(new())]);
        using HttpClient client = new() { BaseAddress = site.Address };
        HttpResponseMessage page = await client.GetAsync("/", Ended);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self';");
        page.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        page.Headers.Contains("Server").ShouldBeFalse();
        (await client.GetAsync($"http://localhost:{site.Address.Port}/", Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (string name in (string[])["evil.example", $"evil.example:{site.Address.Port}", "127.0.0.1.evil.example", "10.0.0.1"])
        {
            using HttpRequestMessage rebound = new(HttpMethod.Get, "/api/state") { Headers = { Host = name } };
            (await client.SendAsync(rebound, Ended)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest, name);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/api/state")]
    [InlineData("/api/events")]
    [InlineData("/nothing/here")]
    public async Task With_a_token_nobody_without_it(string path)
    {
        await using Site site = await Site.Start(new() { Address = "127.0.0.1:0", Token = Token }, [new PageRoom(new()), new Health()]);
        using HttpClient client = Plain(site);
        (await client.GetAsync(path, Ended)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (string wrong in (string[])["", "a token of many letter", "a token of many letterss", "A token of many letters", "null"])
        {
            (await client.GetAsync($"{path}?token={Uri.EscapeDataString(wrong)}", Ended)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
            (await Send(client, HttpMethod.Get, path, bearer: wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
            using HttpRequestMessage guessed = new(HttpMethod.Get, path) { Headers = { { "Cookie", $"gossip-{site.Address.Port}={Uri.EscapeDataString(wrong.Length > 0 ? wrong : Token)}" } } };
            (await client.SendAsync(guessed, Ended)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong);
        }
        (await client.GetAsync("/health", Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_token_opens_as_a_bearers_and_once_in_the_address_which_then_forgets_it()
    {
        await using Site site = await Site.Start(new() { Address = "127.0.0.1:0", Token = Token }, [new PageRoom(new())]);
        using HttpClient client = Plain(site);
        (await Send(client, HttpMethod.Get, "/api/state", bearer: Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        HttpResponseMessage first = await client.GetAsync($"/?token={Uri.EscapeDataString(Token)}", Ended);
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        first.Headers.Location!.ToString().ShouldBe("/");
        string cookie = first.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain(Uri.EscapeDataString(Token));
        using HttpRequestMessage again = new(HttpMethod.Get, "/") { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        (await client.SendAsync(again, Ended)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Beyond_loopback_only_with_a_token_and_a_taken_port_is_one_line()
    {
        (await Should.ThrowAsync<InputException>(() => Site.Start(new() { Address = "0.0.0.0:0" }, []))).Message.ShouldContain("without a token");
        (await Should.ThrowAsync<InputException>(() => Site.Start(new() { Address = "[::]:0" }, []))).Message.ShouldContain("without a token");
        (await Should.ThrowAsync<InputException>(() => Site.Start(new() { Address = "8080" }, []))).Message.ShouldContain("expected host:port");
        (await Should.ThrowAsync<InputException>(() => Site.Start(new() { Address = "127.0.0.1:0", Token = "" }, []))).Message.ShouldContain("empty token");
        await using Site site = await Site.Start(new() { Address = "127.0.0.1:0" }, []);
        (await Should.ThrowAsync<InputException>(() => Site.Start(new() { Address = $"127.0.0.1:{site.Address.Port}" }, []))).Message.ShouldContain("cannot be listened on");
    }

    [Theory]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/app.js/../../index.html")]
    [InlineData("/app.js%00.html")]
    [InlineData("//etc/passwd")]
    [InlineData("/index.html")]
    [InlineData("/Gossip.Dashboard.dll")]
    public async Task No_path_reaches_a_disk(string path)
    {
        await using Site site = await Site.Start(new() { Address = "127.0.0.1:0" }, [new PageRoom(new())]);
        // as it stands, which a client library would not let through
        using TcpClient raw = new();
        await raw.ConnectAsync(IPAddress.Loopback, site.Address.Port, Ended);
        await raw.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Ended);
        using StreamReader reader = new(raw.GetStream());
        string answer = await reader.ReadToEndAsync(Ended);
        answer.Split(' ')[1].ShouldBeOneOf("400", "404");
        answer.ShouldNotContain("root:");
    }

    [Fact]
    public async Task Only_its_own_pages_and_who_has_the_token_may_change_something()
    {
        List<string> told = [];
        Board board = new()
        {
            Tell = (order, _) =>
            {
                told.Add($"{order.Word} {order.Rates}".Trim());
                return Task.FromResult(true);
            },
        };
        await using Site open = await Site.Start(new() { Address = "127.0.0.1:0" }, [new PageRoom(board)]);
        using HttpClient client = Plain(open);
        string own = open.Address.ToString().TrimEnd('/');
        foreach (string? origin in (string?[])[null, "null", "https://evil.example", $"http://evil.example:{open.Address.Port}", own + "1"])
            (await Send(client, HttpMethod.Post, "/api/orders/stop", origin: origin)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, origin);
        told.ShouldBeEmpty();
        (await Send(client, HttpMethod.Post, "/api/orders/pause", origin: own)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(client, HttpMethod.Get, "/api/orders/stop", origin: own)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await Send(client, HttpMethod.Post, "/api/orders/rates?kind=plan", origin: own, body: "1 2 0.5\n0 1 0.25\n")).StatusCode.ShouldBe(HttpStatusCode.OK);
        HttpResponseMessage refused = await Send(client, HttpMethod.Post, "/api/orders/rates?kind=plan", origin: own, body: "0 1 many\n");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Ended)).ShouldContain("the plan, line 1");
        (await (await Send(client, HttpMethod.Post, "/api/orders/puase", origin: own)).Content.ReadAsStringAsync(Ended)).ShouldContain("did you mean 'pause'");
        told.ShouldBe(["pause", "rates plan 0 1 0.25;1 2 0.5"]);

        await using Site closed = await Site.Start(new() { Address = "127.0.0.1:0", Token = Token }, [new PageRoom(board)]);
        using HttpClient other = Plain(closed);
        (await Send(other, HttpMethod.Post, "/api/orders/stop", origin: closed.Address.ToString().TrimEnd('/'))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Send(other, HttpMethod.Post, "/api/orders/stop", bearer: Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        told.Count.ShouldBe(3);
    }

    private static HttpClient Plain(Site site) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site.Address };

    private static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, string? origin = null, string? bearer = null, string? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (bearer is { Length: > 0 }) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null) request.Content = new StringContent(body);
        return await client.SendAsync(request);
    }

    private sealed class Health : ISiteRoom
    {
        public bool IsOpen => true;

        public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", () => Results.Text("yes"));
    }
}
