using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Gossip.Core;
using Gossip.Sdp.FirstOrder;
using Gossip.Sdp.InteriorPoint;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>Finds the best rates for a <see cref="RateProgram"/>, with the proof that they are.</summary>
public static class RatePlanner
{
    /// <summary>Solves the program. The plan says which gap was reached, whether or not that is what was asked for.</summary>
    /// <exception cref="InputException">the graph is not connected, or caps and budgets are too tight: with what would do</exception>
    public static Plan Solve(RateProgram program, SolverOptions? options = null)
    {
        long start = Stopwatch.GetTimestamp();
        options ??= new();
        if (!(options.Gap > 0)) throw InputException.At("gap", $"{options.Gap}", "a number > 0");
        int[] edges = Usable(program);
        RateProgram on = edges.Length == program.Graph.Edges.Length ? program : program.Only(edges);

        bool large = on.Graph.Edges.Length > options.MostDenseEdges;
        (Draft best, Termination end, int iterations) = large ? AttemptLarge(on, options) : Attempt(on, options);
        double before = best.Value;
        while (options.Drop && !large && WorthDropping(best) is { Length: > 0 } kept)
        {
            (Draft next, Termination nextEnd, int more) = Attempt(best.Program.Only(kept), options);
            iterations += more;
            if (next.Value > best.Value * (1 - 1e-9)) break;
            edges = [.. kept.Select(e => edges[e])];
            (best, end) = (next, nextEnd);
        }
        return Assemble(program, best, before, edges, end, iterations, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static (Draft Draft, Termination End, int Iterations) AttemptLarge(RateProgram program, SolverOptions options)
    {
        (Draft? draft, double growth, Termination end, int iterations) = LargeGraph.Solve(program, options);
        return draft is null ? throw TooTight(program, growth) : (draft, end, iterations);
    }

    private static (Draft Draft, Termination End, int Iterations) Attempt(RateProgram program, SolverOptions options)
    {
        if (program.Objective == RateObjective.Connectivity) return Run(new ConnectivityForm(program), options);
        if (program.Objective == RateObjective.Resistance) return Run(new ResistanceForm(program), options);
        if (!program.IsLimited) return Run(new CommunicationsForm(program), options);

        // limits that the best rates without them respect anyway change nothing
        (Draft free, Termination end, int iterations) = Run(new CommunicationsForm(program.Unlimited()), options);
        if (Draft.Respects(program, free.Rated)) return (free with { Program = program }, end, iterations);
        (double[] start, int more) = Feasible(program, free.Value, options);
        (Draft draft, end, int last) = Run(new CommunicationsForm(program, start), options);
        return (draft, end, iterations + more + last);
    }

    private static (Draft Draft, Termination End, int Iterations) Run(Formulation form, SolverOptions options)
    {
        InteriorPointMethod method = new(form, options.Gap / 2, options.MaxIterations);
        Solution solution = form.Copy();
        Termination end = method.Run(() =>
        {
            solution = form.Copy();
            double value = Math.Abs(form.Value);
            options.Progress?.Invoke(new(method.Iterations, value, form.Value < 0 ? value * (1 + method.Gap) : value * (1 - method.Gap), method.Gap));
        });
        Draft draft = Draft.Of(form.Program, solution, Math.Max(options.Gap, 1.1 * method.Gap));
        if (end != Termination.OutOfIterations) end = draft.Gap <= options.Gap ? Termination.Converged : Termination.Stalled;
        return (draft, end, method.Iterations);
    }

    /// <summary>A point that satisfies caps and budgets strictly, or the reason why there is none.</summary>
    private static (double[] Point, int Iterations) Feasible(RateProgram program, double free, SolverOptions options)
    {
        (double growth, int iterations) = (double.PositiveInfinity, 0);
        foreach (double room in (double[])[1e2, 1e5, 1e8])
        {
            GrowthForm form = new(program, room * free);
            InteriorPointMethod method = new(form, 1e-8, options.MaxIterations);
            method.Run(() => { });
            (growth, iterations) = (Math.Min(growth, form.Value), iterations + method.Iterations);
            if (growth < 1) return (form.Point.X, iterations);
        }
        throw TooTight(program, growth);
    }

    /// <summary>What is missing, and a cure with some room to spare: just within the limits hardly any rates are left, at any cost.</summary>
    private static InputException TooTight(RateProgram program, double growth)
    {
        double cure = 1.01 * growth;
        string kappa = Up(program.Kappa * cure * cure, 4);
        return InputException.At("caps and budgets", $"no rates with chi1*chi2 below {Up(program.Kappa * growth * growth, 7)}",
            $"at most {program.Kappa.ToString(CultureInfo.InvariantCulture)}: multiply all caps and budgets by {Up(cure, 4)}, or raise kappa to {kappa}");

        static string Up(double x, int digits)
        {
            double unit = Math.Pow(10, Math.Floor(Math.Log10(x)) + 1 - digits);
            return (Math.Ceiling(x / unit) * unit).ToString($"G{digits}", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The edges that caps and budgets leave any rate; they must connect the graph.</summary>
    private static int[] Usable(RateProgram program)
    {
        Connectivity.Require(program.Graph, program.Graph.Name);
        int[] edges = [.. Enumerable.Range(0, program.Graph.Edges.Length).Where(e => program.Caps[e] > 0
            && program.Budgets[program.Graph.Edges[e].I] > 0 && program.Budgets[program.Graph.Edges[e].J] > 0)];
        if (edges.Length < program.Graph.Edges.Length)
            Connectivity.Require(new Graph(program.Graph.Nodes, edges.Select(e => program.Graph.Edges[e])), "caps and budgets (without what they set to zero)");
        return edges;
    }

    /// <summary>
    /// The edges that fire, if there are others and some of those hold the solution back: an edge of rate zero whose
    /// resistance is as large as the largest that fires. Otherwise nothing.
    /// </summary>
    private static int[] WorthDropping(Draft draft)
    {
        if (draft.Program.Objective != RateObjective.Communications) return [];
        double least = 1e-6 * draft.Rated.Rates.Average();
        int[] silent = [.. Enumerable.Range(0, draft.Rated.Rates.Length).Where(e => draft.Rated.Rates[e] < least)];
        if (silent.Length == 0) return [];
        double[] resistances = EffectiveResistances.Of(draft.Rated);
        if (!silent.Any(e => resistances[e] > 2 * draft.Program.Kappa * draft.Spectrum.Lambda2 * (1 - 1e-6))) return [];
        int[] kept = [.. Enumerable.Range(0, draft.Rated.Rates.Length).Except(silent)];
        return draft.Program.Only(kept).Graph.IsConnected() ? kept : [];
    }

    private static Plan Assemble(RateProgram program, Draft draft, double before, int[] edges, Termination end, int iterations, double seconds)
    {
        int m = program.Graph.Edges.Length;
        (double[] rates, bool[] dropped) = (new double[m], [.. Enumerable.Repeat(true, m)]);
        for (int k = 0; k < edges.Length; k++) (rates[edges[k]], dropped[edges[k]]) = (draft.Rated.Rates[k], false);
        RatedGraph rated = new(program.Graph, [.. rates]), uniform = RatedGraph.Uniform(program.Graph, m / program.Costs.Sum());
        Figures even = Figures.Of(program.Graph, new(program.Graph), uniform.Rates.AsSpan());
        double uniformT = Math.Sqrt(even.Chi2 / even.Lambda2);
        return new Plan
        {
            Program = program,
            Rated = rated,
            Dropped = [.. dropped],
            Value = draft.Value,
            Bound = draft.Bound,
            ValueBeforeDropping = before,
            Chi1 = draft.Spectrum.Chi1,
            Chi2 = draft.Spectrum.Chi2,
            Cost = Draft.Cost(program, rated),
            UniformT = uniformT,
            UniformValue = program.Objective switch
            {
                RateObjective.Communications => uniformT / Math.Sqrt(program.Kappa),
                RateObjective.Connectivity => even.Lambda2,
                _ => even.TotalResistance,
            },
            Iterations = iterations,
            Seconds = seconds,
            Termination = end,
            Dual = draft.Dual with { Omega = Spread(draft.Dual.Omega), Caps = Spread(draft.Dual.Caps), Rates = Spread(draft.Dual.Rates) },
        };

        ImmutableArray<double> Spread(ImmutableArray<double> kept)
        {
            if (kept.IsEmpty) return [];
            double[] all = new double[m];
            for (int k = 0; k < edges.Length; k++) all[edges[k]] = kept[k];
            return [.. all];
        }
    }
}
