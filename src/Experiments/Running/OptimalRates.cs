using System.Collections.Immutable;
using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>
/// <c>rates: optimal</c>: one plan for each different graph. A plan is taken from the run's own folder where there is one,
/// else from the cache, and solved only where neither holds one that passes its certificate; the rates are the same bits in
/// all three cases.
/// </summary>
internal sealed class OptimalRates(Experiment experiment, SetupOptions options)
{
    private readonly PlanSettings _settings = experiment.Rates.Plan!;
    private readonly List<Plan> _plans = [];
    private readonly List<string> _notes = [];

    /// <summary>The plans, in the order of the graphs they are for.</summary>
    public IReadOnlyList<Plan> Plans => _plans;

    /// <summary>What the user should know about them.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>
    /// Rates with χ₁χ₂ = κ. Where graphs take turns, each has χ₁χ₂ = κ of its own, and one common factor makes
    /// the largest χ₁ times the largest χ₂ equal to κ.
    /// </summary>
    public RatedGraph[] Of(GraphFile[] files, double kappa)
    {
        if (files.Length > 1 && ((_settings.MeasuresCosts ? null : _settings.Costs) ?? _settings.Caps ?? _settings.Budgets) is { } file)
            throw InputException.At(experiment.Source.Root.Place("rates"), $"one file ({file}) for {files.Length} graphs", "costs, caps and budgets with one graph only");
        RateProgram[] programs = [.. files.Select(f => Program(f, kappa))];
        RateProgram[] different = [.. programs.DistinctBy(p => PlanCache.KeyOf(p, _settings.Gap))];
        Dictionary<string, Plan> found = [];
        foreach (RateProgram program in different)
        {
            Plan plan = Find(program, RunFolder.PlanOf(_plans.Count, different.Length));
            found.Add(PlanCache.KeyOf(program, _settings.Gap), plan);
            _plans.Add(plan);
            if (plan.Gap > _settings.Gap) _notes.Add($"the rates of {program.Graph.Name} are within {Plain.Number(plan.Gap)} of the proven bound, not within {Plain.Number(_settings.Gap)}");
        }
        Plan[] plans = [.. programs.Select(p => found[PlanCache.KeyOf(p, _settings.Gap)])];
        double[] factors = [.. plans.Select(p => p.Program.Objective == RateObjective.Communications ? 1 : Math.Sqrt(p.Chi1 * p.Chi2 / kappa))];
        double chi1 = plans.Zip(factors, (p, f) => p.Chi1 / f).Max(), chi2 = plans.Zip(factors, (p, f) => p.Chi2 / f).Max();
        double common = plans.Length == 1 ? 1 : Math.Sqrt(chi1 * chi2 / kappa);
        return [.. plans.Select((p, k) => new RatedGraph(files[k].Graph, p.Rated.Rates).Scale(factors[k] * common))];
    }

    private RateProgram Program(GraphFile file, double kappa) => new(file.Graph, _settings.Objective, kappa,
        _settings.MeasuresCosts ? default : _settings.Costs is { } costs ? ValueFile.ReadCosts(experiment.Locate(costs), file.Graph) : file.Costs ?? default,
        _settings.Caps is { } caps ? ValueFile.ReadCaps(experiment.Locate(caps), file.Graph) : default,
        _settings.Budgets is { } budgets ? ValueFile.ReadBudgets(experiment.Locate(budgets), file.Graph) : default);

    private Plan Find(RateProgram program, string name)
    {
        if (options.Folder?[name] is { } own && File.Exists(own))
        {
            if (PlanCache.Checked(own, program, _settings.Gap) is { } kept) return kept;
            _notes.Add($"{name} in the run's folder is no valid plan for its graph, and the rates were computed anew");
        }
        string? cached = PlanCache.PathFor(program, _settings.Gap);
        if (cached is not null && File.Exists(cached) && PlanCache.Checked(cached, program, _settings.Gap) is { } known) return known;
        options.Told?.Invoke($"planning the rates of {program.Graph.Edges.Length} edges");
        Plan plan = Task.Run(() => RatePlanner.Solve(program, new(_settings.Gap))).WaitAsync(options.Stop).GetAwaiter().GetResult();
        if (cached is not null) PlanCache.Keep(cached, plan);
        return plan;
    }
}
