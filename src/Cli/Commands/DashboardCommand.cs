using System.CommandLine;
using Gossip.Core;
using Gossip.Dashboard;
using Gossip.Dashboard.Feeds;
using Gossip.Dashboard.Views;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip dashboard</c>.</summary>
internal static class DashboardCommand
{
    private static readonly Argument<string?> Folder = new("DIR") { Description = "The folder of a run, one that has ended or one that goes on.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly NodeOption Lanes = new("lanes", "HOST:PORT,...", "Lanes of processes of a running cluster, as they print them when they start; any is enough to find the others.");

    public static Command Create()
    {
        Command command = new("dashboard", "Show a run on a page, and steer one that is running on a cluster.") { Folder, Lanes.Option };
        foreach (NodeOption option in (NodeOption[])[NodeOptions.Secret, NodeOptions.SecretFile, NodeOptions.Certificate, NodeOptions.CertificateKey, NodeOptions.CertificatePassword, NodeOptions.Authority, .. SiteSettings.All])
            command.Add(option.Option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string? folder = parsed.GetValue(Folder);
        Options.RefuseAsArgument(folder, parsed.CommandResult.Command);
        string? lanes = Lanes.Of(parsed);
        if (folder is null == lanes is null) throw new InputException($"dashboard: found {(folder is null ? "neither a folder nor lanes" : "a folder and lanes")}, expected the folder of a run, or --lanes of a running cluster");
        Board board = new();
        IAsyncDisposable feed = folder is not null ? new FolderFeed(folder, board) : Live(lanes!, parsed, board);
        try
        {
            using Signals signals = new(ignoreInterrupt: false);
            using Hosted site = Hosted.Start(SiteSettings.OrDefault(parsed), [new PageRoom(board)]);
            signals.First.GetAwaiter().GetResult();
        }
        finally
        {
            feed.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        return ExitCode.Done;
    }

    private static WatchFeed Live(string lanes, ParseResult parsed, Board board)
    {
        PeerAddress[] addresses = [.. lanes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(lane => PeerAddress.Parse(lane, Lanes.Place(parsed)))];
        if (addresses.Length == 0) throw InputException.At(Lanes.Place(parsed), "nothing", "HOST:PORT,...");
        ClusterSecurity security = ClusterSecurity.Of(NodeOptions.Security(parsed));
        ClusterClient client = PageClient.Of("dashboard", security.Secret, security.Certificate);
        client.Refused += line => board.Note("", line);
        return new(client, addresses, new(board, "gossip", $"seen through {string.Join(", ", addresses)}", notes: true));
    }
}
