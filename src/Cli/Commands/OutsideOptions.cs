using System.CommandLine;
using Gossip.Core;
using Gossip.Experiments;
using Gossip.Experiments.Outside;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Wire;

namespace Gossip.Cli.Commands;

/// <summary>What commands share that come to a running cluster from outside: whom to ask, and what lets them in.</summary>
internal static class OutsideOptions
{
    public static readonly Argument<string?> File = new("FILE") { Description = "The experiment file, to measure the error with; its data must all be there.", Arity = ArgumentArity.ZeroOrOne };
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object on standard output, everything else on standard error." };
    private static readonly NodeOption Seeds = new("seeds", "HOST:PORT,...", "Processes of the cluster to ask, as their own --seeds has them; one that answers is enough.");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Add(Seeds.Option);
        foreach (NodeOption option in (NodeOption[])[NodeOptions.Secret, NodeOptions.SecretFile, NodeOptions.Certificate, NodeOptions.CertificateKey, NodeOptions.CertificatePassword, NodeOptions.Authority]) command.Add(option.Option);
        command.Add(Json);
    }

    /// <summary>The experiment, where one was given.</summary>
    public static Experiment? Experiment(ParseResult parsed)
    {
        string? file = parsed.GetValue(File);
        Options.RefuseAsArgument(file, parsed.CommandResult.Command);
        return file is null ? null : Gossip.Experiments.Experiment.Read(file, parsed.GetValue(Execution.Set) ?? []);
    }

    /// <summary>Comes to the cluster, does something there, and answers with the exit code: failed where nobody is there.</summary>
    public static int Visit(ParseResult parsed, Experiment? experiment, Func<ClusterVisit, CancellationToken, Task<int>> act) => VisitAsync(parsed, experiment, act).GetAwaiter().GetResult();

    private static async Task<int> VisitAsync(ParseResult parsed, Experiment? experiment, Func<ClusterVisit, CancellationToken, Task<int>> act)
    {
        IReadOnlyList<PeerAddress> seeds = Seeds.Of(parsed) is { } text ? NodeOptions.Addresses(text, Seeds.Place(parsed))
            : throw InputException.At("--seeds", "nothing", "host:port of a process of the cluster (or GOSSIP_SEEDS)");
        SecuritySources given = NodeOptions.Security(parsed);
        ClusterSecurity security = experiment is null ? ClusterSecurity.Of(given) : ClusterSecurity.Of(experiment, given);
        using Interruption interruption = new();
        ClusterVisit? visit = await ClusterVisit.Begin($"gossip {parsed.CommandResult.Command.Name} {Environment.ProcessId}", seeds, security, Patience, interruption.Token).ConfigureAwait(false);
        if (visit is null)
        {
            string hint = security is { Secret: null, Certificate: null } ? " (do they have a secret or certificate? none was given here)" : "";
            Console.Error.WriteLine($"error: no process answers at {string.Join(", ", seeds)}{hint}");
            return ExitCode.Failed;
        }
        await using (visit.ConfigureAwait(false)) return await act(visit, interruption.Token).ConfigureAwait(false);
    }
}
