using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>From the section <c>problem</c> to objectives, one for each node of the graph.</summary>
internal static class Problems
{
    /// <summary>Reads the data and builds the problem; <paramref name="nodes"/> is null where the data say how many there are.</summary>
    public static Problem Build(Experiment experiment, int? nodes, SharedProblems? shared = null) =>
        Options(experiment, nodes) is var options && shared is null ? options.Build() : shared.Of(options);

    /// <summary>The part of the problem that some nodes need, with μ and L of the whole where they are needed.</summary>
    public static LocalProblem BuildFor(Experiment experiment, int nodes, IReadOnlyList<int> own, bool needsConstants = true) => Options(experiment, nodes).BuildFor(own, needsConstants);

    /// <summary>Refuses a run that nothing would end: one that stops by its error alone, where no error is measured.</summary>
    public static void RequireEnd(Experiment experiment, Problem problem)
    {
        if (!problem.IsSmooth && experiment.Stop.Time is null && experiment.Clocks is null)
            throw InputException.At(experiment.Place("stop", "time"), "nothing", "a time: no optimum of this loss is known, and stop.error does not count");
    }

    private static ProblemOptions Options(Experiment experiment, int? nodes)
    {
        ProblemSettings settings = experiment.Problem;
        DataSource data = DataSource.Find(experiment.Locate(settings.Data));
        if (settings.Loss is null && !(data.PerNode && ProblemFacts.TryRead(data.Folder)?.Task is not null))
            throw InputException.At(experiment.Place("problem", "loss"), "nothing", $"one of {string.Join(", ", ProblemOptions.Losses)}");
        return new ProblemOptions
        {
            Loss = settings.Loss,
            Data = settings.Data,
            Folder = experiment.Folder,
            Target = settings.Target,
            ClientColumn = settings.ClientColumn,
            Classes = settings.Classes,
            Model = settings.Network is null ? null : NetworkModels.Of(experiment),
            Test = settings.Test,
            TestShare = settings.TestShare,
            Scale = settings.Scale,
            Nodes = nodes,
            Split = new(Enum.Parse<SplitKind>(settings.Split.Kind, ignoreCase: true), settings.Split.Alpha),
            Seed = experiment.Seed,
            L2 = settings.L2,
            Standardise = settings.Standardise,
            Bias = settings.Bias,
            Batch = experiment.Method.Federated?.Local.Batch ?? settings.Batch,
            Mu = settings.Mu,
            L = settings.L,
        };
    }
}
