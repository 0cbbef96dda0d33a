using Gossip.Dashboard.Serving;
using Gossip.Nodes.Vitals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gossip.Dashboard.Operation;

/// <summary>
/// Probes of a process's health, for everybody: <c>/health/startup</c>, <c>/health/live</c> and <c>/health/ready</c> answer 200 or 503, and
/// say why not in plain words.
/// </summary>
public sealed class HealthRoom(Health health) : ISiteRoom
{
    /// <inheritdoc/>
    public bool IsOpen => true;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        Probe("startup", health.Startup);
        Probe("live", health.Live);
        Probe("ready", health.Ready);

        void Probe(string name, Func<Checkup> look) => routes.MapGet($"/health/{name}", (HttpContext context) =>
        {
            Checkup found = look();
            context.Response.StatusCode = found.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsJsonAsync(found);
        });
    }
}
