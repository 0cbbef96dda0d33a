using System.CommandLine;
using Gossip.Dashboard.Serving;
using Gossip.Experiments.Processes;

namespace Gossip.Cli.Commands;

/// <summary>The options of commands that can have a site: where it listens, and its token.</summary>
internal static class SiteSettings
{
    public static readonly NodeOption Http = new("http", "HOST:PORT", "Show the run on a page there, with health and metrics, such as 127.0.0.1:8080.");
    public static readonly NodeOption HttpToken = new("http-token", "TEXT", "The token that the page asks for. Others can see it in the list of processes: better in GOSSIP_HTTP_TOKEN or a file.");
    public static readonly NodeOption HttpTokenFile = new("http-token-file", "FILE", "A file with the token that the page asks for; needed beyond loopback.");

    public static IReadOnlyList<NodeOption> All { get; } = [Http, HttpToken, HttpTokenFile];

    /// <summary>What was asked for; null where no site was.</summary>
    public static SiteOptions? Of(ParseResult parsed) => Http.Of(parsed) is not null ? OrDefault(parsed) : null;

    /// <summary>The same, at the usual place where none was given.</summary>
    public static SiteOptions OrDefault(ParseResult parsed) => new()
    {
        Address = Http.Of(parsed) ?? SiteOptions.DefaultAddress,
        Place = Http.Place(parsed),
        Token = HttpToken.Of(parsed) ?? (HttpTokenFile.Of(parsed) is { } file ? ClusterSecurity.ReadSecret(file, "the page's token") : null),
    };
}
