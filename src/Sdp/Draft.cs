using System.Collections.Immutable;
using Gossip.Sdp.Algebra;
using Gossip.Sdp.InteriorPoint;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>A solution made final: rates scaled to the limit, facts about them, and duals made feasible for them.</summary>
internal sealed record Draft(RateProgram Program, RatedGraph Rated, Spectrum Spectrum, double Value, double Bound, DualPoint Dual)
{
    private const double Rounding = 1 + 5e-11;

    public double Gap => Math.Abs(Value - Bound) / Value;

    /// <summary>
    /// Tries first to make tiny rates exactly zero, and keeps them where that costs more than <paramref name="gap"/> allows.
    /// </summary>
    public static Draft Of(RateProgram program, Solution solution, double gap)
    {
        double mean = solution.Rates.Average();
        Dense? factor = solution.Z is null ? null : LowRank.Factor(solution.Z, 1e-3 * gap);
        foreach (double least in (double[])[1e-6 * mean, 1e-8 * mean, 1e-10 * mean])
        {
            if (!solution.Rates.Any(r => r < least)) continue;
            double[] rates = [.. solution.Rates.Select(r => r < least ? 0 : r)];
            if (new RatedGraph(program.Graph, [.. rates]).Components().Length > 1) continue;
            Draft draft = Of(program, rates, solution, factor);
            if (draft.Gap <= gap && Respects(program, draft.Rated)) return draft;
        }
        return Of(program, solution.Rates, solution, factor);
    }

    private static Draft Of(RateProgram program, double[] rates, Solution solution, Dense? factor)
    {
        Point point = new(new Incidence(program), rates.Length);
        bool communications = program.Objective == RateObjective.Communications;
        RatedGraph rated = new(program.Graph, [.. rates]);
        Spectrum spectrum = Spectrum.Of(rated);
        double scale = communications ? Math.Sqrt(spectrum.Chi1 * spectrum.Chi2 / program.Kappa) : Room(program, rates);
        rated = rated.Scale(scale);
        spectrum = spectrum with { Lambda2 = spectrum.Lambda2 * scale, Chi2 = spectrum.Chi2 / scale };
        rated.Rates.CopyTo(point.Lambda);
        point.Refresh();

        Dense? z = factor is null ? null : Gram(factor);
        Duals duals = program.Objective switch
        {
            RateObjective.Communications => Duals.Communications(program, point, z!, solution.Omega, solution.Limits),
            RateObjective.Connectivity => Duals.Connectivity(program, point, z!, solution.Total, solution.Limits),
            _ => Duals.Resistance(program, point, solution.Total, solution.Limits),
        };
        double value = program.Objective switch
        {
            RateObjective.Communications => Cost(program, rated),
            RateObjective.Connectivity => spectrum.Lambda2,
            _ => program.Graph.Nodes * Traces.Of(point.G),
        };
        return new(program, rated, spectrum, value, Math.Abs(duals.Bound), Scaled(point.Graph, solution, factor, duals));
    }

    /// <summary>Σ c_e λ_e.</summary>
    public static double Cost(RateProgram program, RatedGraph rated) => Rows.Dot(program.Costs.AsSpan(), rated.Rates.AsSpan());

    /// <summary>The largest factor that total, caps and budgets leave room for.</summary>
    public static double Room(RateProgram program, double[] rates)
    {
        double room = 1 / Rows.Dot(program.Costs.AsSpan(), rates);
        for (int e = 0; e < rates.Length; e++)
            if (rates[e] > 0) room = Math.Min(room, program.Caps[e] / rates[e]);
        double[] load = Load(program, rates);
        for (int i = 0; i < load.Length; i++) room = Math.Min(room, program.Budgets[i] / load[i]);
        return room;
    }

    /// <summary>Whether the rates keep within caps and budgets, but for rounding.</summary>
    public static bool Respects(RateProgram program, RatedGraph rated)
    {
        double[] load = Load(program, rated.Rates.AsSpan());
        return !rated.Rates.Where((r, e) => r > program.Caps[e] * Rounding).Any() && !load.Where((b, i) => b > program.Budgets[i] * Rounding).Any();
    }

    private static double[] Load(RateProgram program, ReadOnlySpan<double> rates)
    {
        double[] load = new double[program.Graph.Nodes];
        for (int e = 0; e < rates.Length; e++)
        {
            load[program.Graph.Edges[e].I] += rates[e];
            load[program.Graph.Edges[e].J] += rates[e];
        }
        return load;
    }

    private static Dense Gram(Dense factor)
    {
        Dense z = new(factor.Columns, factor.Columns);
        Product.Add(1, factor.All.T, factor.All, z.All);
        return z;
    }

    private static DualPoint Scaled(Incidence graph, Solution solution, Dense? factor, Duals duals)
    {
        double root = Math.Sqrt(duals.Z);
        return new(
            factor is null ? [] : [.. Enumerable.Range(0, factor.Rows).Select(k => Times(graph.Expand(factor.Row(k)), root))],
            Times(solution.Omega, duals.Omega), Times(solution.Limits.Caps, duals.Limits),
            Times(solution.Limits.Budgets, duals.Limits), duals.Total);
    }

    private static ImmutableArray<double> Times(ReadOnlySpan<double> x, double f)
    {
        double[] scaled = x.ToArray();
        foreach (ref double e in scaled.AsSpan()) e *= f;
        return [.. scaled];
    }
}
