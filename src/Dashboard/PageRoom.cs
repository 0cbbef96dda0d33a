using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Gossip.Core;
using Gossip.Dashboard.Serving;
using Gossip.Dashboard.Views;
using Gossip.Nodes.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gossip.Dashboard;

/// <summary>
/// The page, its two files, what it shows as a snapshot and as events, and the orders it gives. The files are parts of the program:
/// no path of a request reaches a disk.
/// </summary>
public sealed class PageRoom(Board board) : ISiteRoom
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15), Rest = TimeSpan.FromMilliseconds(400);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Text(PageFiles.Html, "text/html; charset=utf-8"));
        routes.MapGet("/app.js", () => Results.Text(PageFiles.Script, "text/javascript; charset=utf-8"));
        routes.MapGet("/app.css", () => Results.Text(PageFiles.Style, "text/css; charset=utf-8"));
        routes.MapGet("/favicon.svg", () => Results.Text(PageFiles.Icon, "image/svg+xml"));
        routes.MapGet("/api/state", () =>
        {
            Place start = default;
            return Results.Text(board.Read(ref start).ToJson(), "application/json");
        });
        IHostApplicationLifetime life = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        routes.MapGet("/api/events", (CancellationToken gone) => TypedResults.ServerSentEvents(Events(life.ApplicationStopping, gone)));
        routes.MapPost("/api/orders/{word}", Tell);
    }

    private async Task<IResult> Tell(string word, HttpRequest request)
    {
        if (board.Tell is not { } tell) throw InputException.At("orders", $"'{word}'", "none: this run is over, or is not this page's to steer");
        Order order = word == "rates" ? Order.Rate(await RateText.Read(request).ConfigureAwait(false)) : new(word);
        if (!Order.Words.Contains(word)) throw InputException.At("order", $"'{word}'", string.Join(", ", Order.Words) + Nearest.Hint(word, Order.Words));
        return await tell(order, request.HttpContext.RequestAborted).ConfigureAwait(false)
            ? Results.Text("taken\n") : Results.Text("no process of the run answers\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>An event at every change, though not more than a few a second, and one now and then to show that somebody is there.</summary>
    private async IAsyncEnumerable<SseItem<string>> Events(CancellationToken over, [EnumeratorCancellation] CancellationToken gone)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(over, gone);
        Place at = default;
        while (!either.IsCancellationRequested)
        {
            Task changed = board.Changed;
            yield return new(board.Read(ref at).ToJson());
            await Task.Delay(Rest, either.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            await Task.WhenAny(changed, Task.Delay(Beat, either.Token)).ConfigureAwait(false);
        }
    }
}
