using System.Net;
using System.Net.Sockets;
using Gossip.Core;
using Gossip.Nodes.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gossip.Dashboard.Serving;

/// <summary>
/// A small web site inside any process: rooms behind one <see cref="Guard"/>. It reads no settings but its own, writes no logs and
/// leaves signals to its process.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    private const int LargestRequest = 8 << 20;
    private readonly WebApplication _app;

    private Site(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it is, with the port that it was given.</summary>
    public Uri Address { get; }

    /// <summary>Starts a site. An address that is none, is taken, or is beyond loopback without a token is an <see cref="InputException"/>.</summary>
    public static async Task<Site> Start(SiteOptions options, IEnumerable<ISiteRoom> rooms)
    {
        PeerAddress address = PeerAddress.Parse(options.Address, options.Place, anyPort: true);
        IPAddress listen = await Resolve(address, options).ConfigureAwait(false);
        if (options.Token is { Length: 0 }) throw InputException.At(options.Place, "an empty token", "one that nobody guesses");
        if (!IPAddress.IsLoopback(listen) && options.Token is null)
            throw InputException.At(options.Place, $"'{options.Address}', which others reach, without a token", "--http-token-file FILE or GOSSIP_HTTP_TOKEN beside it, or a loopback address");

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(listen, address.Port);
        });
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, NoSignals>();
        WebApplication app = builder.Build();
        Guard guard = new(options.Token, isLoopback: IPAddress.IsLoopback(listen), address.Host);
        app.UseRouting();
        app.Use(guard.Let);
        foreach (ISiteRoom room in rooms)
        {
            RouteGroupBuilder group = app.MapGroup("");
            if (room.IsOpen) group.WithMetadata(Open.ToAll);
            room.Map(group);
        }
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException || cause.GetBaseException() is SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw InputException.At(options.Place, $"'{options.Address}', which cannot be listened on ({cause.GetBaseException().Message})", "a free port, or 0 for any");
        }
        int port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return new(app, new($"http://{new PeerAddress(address.Host, port)}/"));
    }

    /// <summary>Lets go of the port, and of who still listens to events.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<IPAddress> Resolve(PeerAddress address, SiteOptions options)
    {
        if (IPAddress.TryParse(address.Host, out IPAddress? literal)) return literal;
        try
        {
            IPAddress[] all = await Dns.GetHostAddressesAsync(address.Host).ConfigureAwait(false);
            return all.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? all[0];
        }
        catch (SocketException)
        {
            throw InputException.At(options.Place, $"'{options.Address}', a name that stands for no address", "an address of this machine and a port");
        }
    }

    /// <summary>Signals are the process's own to hear.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
