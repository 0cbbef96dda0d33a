using Microsoft.AspNetCore.Routing;

namespace Gossip.Dashboard.Serving;

/// <summary>A part of a site: the paths that belong together.</summary>
public interface ISiteRoom
{
    /// <summary>Whether anybody may ask without the token. For probes of health, which say yes or no and nothing else.</summary>
    bool IsOpen => false;

    /// <summary>Adds its paths.</summary>
    void Map(IEndpointRouteBuilder routes);
}
