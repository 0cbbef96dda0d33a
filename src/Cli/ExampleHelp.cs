using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gossip.Cli;

/// <summary>The usual help with examples below it.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["run"] =
        [
            "gossip run examples/quickstart.yaml",
            "gossip run examples/quickstart.yaml --set graph=ring:16 --set stop.error=1e-6 --out runs/ring",
            "gossip run --resume runs/ring",
        ],
        ["cluster"] = ["gossip cluster examples/cluster.yaml --processes 4", "gossip cluster examples/cluster.yaml --restart --out runs/kill-some"],
        ["node"] =
        [
            "gossip node examples/cluster.yaml --nodes 0-3 --port 4053",
            "gossip node examples/cluster.yaml --nodes 4-7 --seeds 127.0.0.1:4053",
        ],
        ["status"] = ["gossip status --seeds 127.0.0.1:4053", "gossip status examples/cluster.yaml --seeds 127.0.0.1:4053 --secret-file secret.txt --json"],
        ["export"] = ["gossip export --seeds 127.0.0.1:4053 --out now", "gossip export examples/cluster.yaml --seeds 127.0.0.1:4053 --out now"],
        ["stop"] = ["gossip stop --seeds 127.0.0.1:4053"],
        ["plan"] =
        [
            "gossip plan barbell:16 --out plan.json --svg plan.svg",
            "gossip plan grid:8x8 --objective connectivity --json",
        ],
        ["certify"] = ["gossip certify plan.json"],
        ["graph"] = ["gossip graph barbell:16", "gossip graph geometric:64,r=0.25 --seed 2 --svg geometric.svg"],
        ["replay"] = ["gossip replay runs/quickstart"],
        ["dashboard"] = ["gossip dashboard runs/quickstart", "gossip dashboard --lanes 127.0.0.1:4054 --secret-file secret.txt --http 127.0.0.1:8081"],
    };

    /// <summary>Puts it in the place of the usual help.</summary>
    public static void Install(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parsed)
    {
        int code = usual.Invoke(parsed);
        string name = parsed.CommandResult.Command.Name;
        string[] lines = Examples.TryGetValue(name, out string[]? own) ? own : [.. Examples.Values.Select(examples => examples[0])];
        TextWriter output = parsed.InvocationConfiguration.Output;
        output.WriteLine(lines.Length == 1 ? "Example:" : "Examples:");
        foreach (string line in lines) output.WriteLine($"  {line}");
        if (parsed.CommandResult.Command is RootCommand) output.WriteLine("\nExit codes: 0 done, 1 the run failed, 2 bad input, 130 interrupted, a run with its state saved.");
        return code;
    }
}
