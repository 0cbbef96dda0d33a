using System.CommandLine;
using Gossip.Sdp;

namespace Gossip.Cli.Commands;

/// <summary><c>gossip certify</c>.</summary>
internal static class CertifyCommand
{
    private static readonly Argument<string> File = new("PLAN") { Description = "A plan that gossip plan --out wrote." };

    public static Command Create()
    {
        Command command = new("certify", "Check a plan from its edges and its stored proof alone, without the solver.") { File, Options.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(File)!;
        Options.RefuseAsArgument(path, parsed.CommandResult.Command);
        List<string> contradictions = [];
        Plan plan = PlanFile.Read(path, contradictions);
        using Interruption interruption = new();
        using ProgressView view = new();
        Verdict verdict = view.Show("certify", $"checking {plan.Program.Graph.Edges.Length} edges", _ =>
            Task.Run(() => Certificate.Check(plan)).WaitAsync(interruption.Token).GetAwaiter().GetResult());
        CertifyFacts facts = CertifyFacts.Of(path, plan, verdict, contradictions);
        Console.Out.WriteLine(parsed.GetValue(Options.Json) ? facts.ToJson() : facts.ToText());
        foreach (string complaint in facts.Complaints) Console.Error.WriteLine($"error: {path}: {complaint}");
        return facts.Holds ? ExitCode.Done : ExitCode.Failed;
    }
}
