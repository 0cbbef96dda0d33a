namespace Gossip.Topology;

/// <summary>
/// What convergence knows of a rated graph: λ₂ of Λ = Σ λ_e (e_i − e_j)(e_i − e_j)ᵀ, χ₁ = 1/λ₂ and
/// χ₂ = ½ max R_e over the edges of rate above zero, where R_e = (e_i − e_j)ᵀΛ⁺(e_i − e_j). χ₂ ≤ χ₁, and all rates times s
/// divides both by s. Rates that leave the graph apart give λ₂ = 0 and χ₁ = χ₂ = ∞.
/// </summary>
/// <param name="Lambda2">The second smallest eigenvalue of Λ, exchanges per unit of time.</param>
/// <param name="Lambda2Residual">|Λ⁺v − v/λ₂|·λ₂ for the unit vector v: Λ has an eigenvalue that near to λ₂, relatively.</param>
/// <param name="Fiedler">That v, one entry a node; empty where the rates leave the graph apart.</param>
/// <param name="Chi2">χ₂, or an upper bound on it.</param>
/// <param name="Chi2IsExact">False where χ₂ is an upper bound, which is on the safe side wherever χ₂ is used.</param>
public sealed record Spectrum(double Lambda2, double Lambda2Residual, ReadOnlyMemory<double> Fiedler, double Chi2, bool Chi2IsExact)
{
    /// <summary>χ₁ = 1/λ₂.</summary>
    public double Chi1 => 1 / Lambda2;

    /// <summary>The spectrum of a rated graph of at least two nodes.</summary>
    public static Spectrum Of(RatedGraph rated)
    {
        if (rated.Components().Length > 1) return new(0, 0, default, double.PositiveInfinity, true);
        Laplacian laplacian = new(rated);
        ILaplacianSolver solver = LaplacianSolver.For(laplacian);
        Lanczos second = Second(laplacian, solver);
        (double largest, bool exact) = solver is LaplacianFactor factor
            ? (Firing(rated, factor.Resistances(rated.Graph)), true)
            : new ResistanceBounds(rated, laplacian, 1 / second.Value).Largest();
        return new(1 / second.Value, second.Residual, second.Vector, largest / 2, exact);
    }

    /// <summary>The largest eigenvalue of Λ⁺, 1/λ₂.</summary>
    internal static Lanczos Second(Laplacian laplacian, ILaplacianSolver solver) =>
        Lanczos.Largest(solver.Solve, laplacian.Nodes, solver is LaplacianFactor ? 1e-11 : 1e-9);

    private static double Firing(RatedGraph rated, double[] resistances)
    {
        double largest = 0;
        for (int e = 0; e < resistances.Length; e++)
            if (rated.Rates[e] > 0) largest = Math.Max(largest, resistances[e]);
        return largest;
    }
}
