using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip plan</c>.</summary>
internal static class PlanCommand
{
    private static readonly string[] Objectives = [.. Enum.GetNames<RateObjective>().Select(name => name.ToLowerInvariant())];

    private static readonly Option<string> Objective = new("--objective")
    {
        Description = "communications: least total rate with chi1*chi2 at most kappa; connectivity: largest lambda2 at unit total rate; resistance: least total resistance at unit total rate.",
        HelpName = string.Join('|', Objectives),
        DefaultValueFactory = _ => Objectives[0],
    };

    private static readonly Option<string> Kappa = new("--kappa")
    {
        Description = "The limit on chi1*chi2, for communications. DADAO is proven up to 0.5.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => "0.5",
    };

    private static readonly Option<string?> Costs = new("--costs")
    {
        Description = "What an exchange costs: lines of i j cost, one for each edge. If not given: the costs of the graph's file, or 1.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Caps = new("--caps") { Description = "The largest rates of edges: lines of i j rate.", HelpName = "FILE" };

    private static readonly Option<string?> Budgets = new("--budgets") { Description = "The largest sums of rates at nodes: lines of i rate.", HelpName = "FILE" };

    private static readonly Option<string> Gap = new("--gap")
    {
        Description = "The relative gap to the proven bound that is good enough.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => "1e-9",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "Write the plan with its proof, for gossip certify and for rates: FILE.", HelpName = "FILE" };

    private static readonly Option<string?> Svg = new("--svg") { Description = "Draw uniform rates beside the planned ones.", HelpName = "FILE" };

    public static Command Create()
    {
        Command command = new("plan", "Find the best rates for the edges of a graph, with the proof that they are.")
        {
            Options.Graph, Objective, Kappa, Costs, Caps, Budgets, Gap, Options.Seed, Out, Svg, Options.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        GraphFile file = Options.Resolve(parsed);
        RateProgram program = new(file.Graph, ObjectiveOf(parsed.GetValue(Objective)!),
            Options.Number(parsed, Kappa, "a finite number > 0", kappa => kappa > 0),
            parsed.GetValue(Costs) is { } costs ? ValueFile.ReadCosts(costs, file.Graph) : file.Costs ?? default,
            parsed.GetValue(Caps) is { } caps ? ValueFile.ReadCaps(caps, file.Graph) : default,
            parsed.GetValue(Budgets) is { } budgets ? ValueFile.ReadBudgets(budgets, file.Graph) : default);
        double gap = Options.Number(parsed, Gap, "a number above 0 and below 1", g => g is > 0 and < 1);
        OutputFile? written = OutputFile.Of(parsed, Out), drawn = OutputFile.Of(parsed, Svg);

        using Interruption interruption = new();
        using ProgressView view = new();
        Plan plan = view.Show("plan", $"planning the rates of {file.Graph.Edges.Length} edges", told =>
            PlanProgress.Solve(program, gap, told, interruption.Token));
        if (plan.Gap > gap) view.Note(string.Create(CultureInfo.InvariantCulture, $"the gap reached is {plan.Gap:G3}, not {gap}"));
        written?.Write(PlanFile.ToJson(plan) + "\n");
        drawn?.Write(PlanPicture.Svg(plan));
        Console.Out.WriteLine(parsed.GetValue(Options.Json) ? PlanFacts.Of(plan).ToJson() : PlanText.Of(plan, parsed.GetValue(Out), parsed.GetValue(Svg)));
        return ExitCode.Done;
    }

    private static RateObjective ObjectiveOf(string word) =>
        Objectives.Contains(word) ? Enum.Parse<RateObjective>(word, ignoreCase: true)
        : throw InputException.At("--objective", $"'{word}'", $"one of {string.Join(", ", Objectives)}{Nearest.Hint(word, Objectives)}");
}
