using Gossip.Objectives;

namespace Gossip.Experiments.Running;

/// <summary>
/// Problems that several runs at once compute on: their data are read once, and their optimum is found once. Objectives of tables keep
/// no state, so any number of threads may use one. The problems asked for last are kept.
/// </summary>
/// <param name="most">How many are kept.</param>
public sealed class SharedProblems(int most)
{
    private readonly List<(ProblemOptions Options, Lazy<Problem> Problem)> _kept = [];

    /// <summary>The problem of these options; networks are made anew, for a run changes them.</summary>
    internal Problem Of(ProblemOptions options)
    {
        if (options.Model is not null) return options.Build();
        Lazy<Problem> problem;
        lock (_kept)
        {
            int k = _kept.FindIndex(kept => kept.Options == options);
            problem = k < 0 ? new(options.Build) : _kept[k].Problem;
            if (k >= 0) _kept.RemoveAt(k);
            else if (_kept.Count == most) _kept.RemoveAt(0);
            _kept.Add((options, problem));
        }
        return problem.Value;
    }
}
