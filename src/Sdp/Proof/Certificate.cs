using System.Collections.Immutable;
using Gossip.Sdp.Proof;
using Gossip.Topology;

namespace Gossip.Sdp;

/// <summary>
/// Checks a plan from its edge list, the eigenvalues of its Laplacian and its stored dual point, in code that shares
/// nothing with the solver. A bound is accepted only as far as weak duality proves it again (<see cref="DualPoint"/>).
/// </summary>
public static class Certificate
{
    private const double Rounding = 1e-9, Feasible = 1e-10;
    private const int MostEigenvalues = 1500;

    /// <summary>Everything in the plan that does not hold, and the numbers as computed here.</summary>
    public static Verdict Check(Plan plan)
    {
        Findings complaints = new();
        Limits(plan, complaints);
        if (plan.Rated.Components().Length > 1) complaints.Add("the edges that fire do not connect the graph");
        if (complaints.Sentences.Count > 0) return new([.. complaints.Sentences], double.NaN, double.NaN, double.NaN, []);

        Graph graph = plan.Program.Graph;
        bool second = plan.Program.Objective != RateObjective.Connectivity, own = plan.Dual.Rates.IsEmpty;
        IReadOnlyList<double>? weights = plan.Dual.Omega.IsEmpty ? null : plan.Dual.Omega;
        IPseudoInverse g = Of(plan.Rated);
        EdgeForms forms = new(graph, g, second && own, weights);
        EdgeForms proof = own ? forms : new(graph, Of(new RatedGraph(graph, plan.Dual.Rates)), second, weights);
        EdgeLoads loads = new(plan, proof);
        double chi2 = forms.Resistances.Where((_, e) => plan.Rated.Rates[e] > 0).Max() / 2;
        double value = plan.Program.Objective switch
        {
            RateObjective.Communications => Cost(plan, plan.Rated),
            RateObjective.Connectivity => g.Lambda2,
            _ => graph.Nodes * forms.Trace,
        };
        double bound = plan.Program.Objective switch
        {
            RateObjective.Communications => Communications(plan, loads, complaints),
            RateObjective.Connectivity => Connectivity(plan, loads, complaints),
            _ => Resistance(plan, proof, loads),
        };
        Same("chi1", plan.Chi1, 1 / g.Lambda2, complaints);
        Same("chi2", plan.Chi2, chi2, complaints);
        Same("cost", plan.Cost, Cost(plan, plan.Rated), complaints);
        Same("value", plan.Value, value, complaints);
        Same("bound", plan.Bound, bound, complaints);
        if (plan.Program.Objective == RateObjective.Communications)
            Same("chi1*chi2", plan.Program.Kappa, chi2 / g.Lambda2, complaints);
        Uniform(plan, complaints);
        return new([.. complaints.Sentences], value, bound, Math.Abs(value - bound) / value, [.. complaints.Compared]);
    }

    private static IPseudoInverse Of(RatedGraph rated) =>
        rated.Graph.Nodes <= MostEigenvalues ? new Eigenvalues(rated) : new SparseSolves(rated);

    private static double Cost(Plan plan, RatedGraph rated) => rated.Rates.Select((r, e) => r * plan.Program.Costs[e]).Sum();

    /// <summary>Dual signs, caps, budgets and the total.</summary>
    private static void Limits(Plan plan, Findings complaints)
    {
        (RateProgram program, DualPoint dual) = (plan.Program, plan.Dual);
        double[] load = new double[program.Graph.Nodes];
        for (int e = 0; e < plan.Rated.Rates.Length; e++)
        {
            (int i, int j, double rate) = (program.Graph.Edges[e].I, program.Graph.Edges[e].J, plan.Rated.Rates[e]);
            load[i] += rate;
            load[j] += rate;
            if (rate > program.Caps[e] * (1 + Feasible)) complaints.Add($"edge {i}-{j} fires above its cap");
            if (rate > 0 && plan.Dropped[e]) complaints.Add($"edge {i}-{j} fires although it is dropped");
            if (dual.Caps[e] > 0 && double.IsInfinity(program.Caps[e])) complaints.Add($"the dual of edge {i}-{j}'s cap is positive, but it has none");
        }
        for (int i = 0; i < load.Length; i++)
        {
            if (load[i] > program.Budgets[i] * (1 + Feasible)) complaints.Add($"node {i} exceeds its budget");
            if (dual.Budgets[i] > 0 && double.IsInfinity(program.Budgets[i])) complaints.Add($"the dual of node {i}'s budget is positive, but it has none");
        }
        if (program.Objective != RateObjective.Communications && Cost(plan, plan.Rated) > 1 + Feasible)
            complaints.Add("the total cost of the rates is above 1");
        if (!dual.Omega.Concat(dual.Caps).Concat(dual.Budgets).Append(dual.Total).All(x => x >= 0 && double.IsFinite(x)) || !dual.Z.All(z => z.All(double.IsFinite)))
            complaints.Add("a number of the dual point is negative or not finite");
        if (!dual.Rates.IsEmpty && !(dual.Rates.All(r => r >= 0 && double.IsFinite(r)) && new RatedGraph(program.Graph, dual.Rates).Components().Length == 1))
            complaints.Add("the rates of the dual point do not connect the graph");
    }

    private static double Communications(Plan plan, EdgeLoads loads, Findings complaints)
    {
        Same("the trace of Z", loads.TraceOfZ, 2 * plan.Program.Kappa * plan.Dual.Omega.Sum(), complaints);
        return Proven(plan, loads, complaints);
    }

    private static double Connectivity(Plan plan, EdgeLoads loads, Findings complaints)
    {
        Same("the trace of Z", loads.TraceOfZ, 1, complaints);
        double total = 0;
        foreach (int e in loads.Kept) total = Math.Max(total, (loads.Dual[e] - loads.Relief(e)) / plan.Program.Costs[e]);
        return total + Price(plan);
    }

    private static double Resistance(Plan plan, EdgeForms proof, EdgeLoads loads)
    {
        int n = plan.Program.Graph.Nodes;
        double square = double.PositiveInfinity, gain = n * proof.Trace;
        foreach (int e in loads.Kept)
            square = Math.Min(square, (plan.Dual.Total * plan.Program.Costs[e] + loads.Relief(e)) / (n * proof.Second[e]));
        return square * gain * gain / (plan.Dual.Total + Price(plan));
    }

    /// <summary>
    /// What is left of the bound when the dual point is made feasible, load_e ≤ c_e + relief_e, by a factor on all of it or
    /// on Z and ω alone, whichever costs less; but for rounding it has to be feasible as it is.
    /// </summary>
    private static double Proven(Plan plan, EdgeLoads loads, Findings complaints)
    {
        (double all, double apart, int worst) = (1, 1, -1);
        foreach (int e in loads.Kept)
        {
            double load = loads.Dual[e], relief = loads.Relief(e), cost = plan.Program.Costs[e];
            if (load - relief > cost * (1 + 1e-15)) all = Math.Min(all, cost / (load - relief));
            if ((cost + relief) / load < apart) (apart, worst) = ((cost + relief) / load, e);
        }
        if (!(apart >= 1 - Rounding))
            complaints.Add($"the dual point is not feasible at edge {plan.Program.Graph.Edges[worst].I}-{plan.Program.Graph.Edges[worst].J}");
        return Math.Max(all * (loads.Energy - Price(plan)), apart * loads.Energy - Price(plan));
    }

    private static double Price(Plan plan)
    {
        double price = 0;
        for (int e = 0; e < plan.Dual.Caps.Length; e++)
            if (plan.Dual.Caps[e] > 0) price += plan.Dual.Caps[e] * plan.Program.Caps[e];
        for (int i = 0; i < plan.Dual.Budgets.Length; i++)
            if (plan.Dual.Budgets[i] > 0) price += plan.Dual.Budgets[i] * plan.Program.Budgets[i];
        return price;
    }

    private static void Uniform(Plan plan, Findings complaints)
    {
        Graph graph = plan.Program.Graph;
        RatedGraph uniform = RatedGraph.Uniform(graph, graph.Edges.Length / plan.Program.Costs.Sum());
        IPseudoInverse g = Of(uniform);
        EdgeForms forms = new(graph, g, second: false);
        double t = Math.Sqrt(forms.Resistances.Max() / 2 / g.Lambda2);
        Same("t_uniform", plan.UniformT, t, complaints);
        Same("value_uniform", plan.UniformValue, plan.Program.Objective switch
        {
            RateObjective.Communications => t / Math.Sqrt(plan.Program.Kappa),
            RateObjective.Connectivity => g.Lambda2,
            _ => graph.Nodes * forms.Trace,
        }, complaints);
        if (plan.Program.Objective == RateObjective.Communications && !(plan.ValueBeforeDropping >= plan.Value * (1 - Rounding)))
            complaints.Add("dropping edges made the value worse");
    }

    private static void Same(string what, double found, double computed, Findings complaints)
    {
        bool agrees = Math.Abs(found - computed) <= Rounding * Math.Abs(computed);
        complaints.Compared.Add(new(what, found, computed, agrees));
        if (!agrees)
            complaints.Add(FormattableString.Invariant($"{what} is given as {found:R}, but is {computed:R}"));
    }
}
