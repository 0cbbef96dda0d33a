namespace Gossip.Methods.Online;

/// <summary>
/// The named methods, each a few lines. D is the domain's diameter, G bounds gradients, L is the smoothness of the expected losses,
/// λ their strong convexity.
/// </summary>
public static class Sea
{
    /// <summary>δ = 10D²L², of the self-confident step.</summary>
    public static double Delta(double diameter, double smoothness) => 10 * diameter * diameter * smoothness * smoothness;

    /// <summary>Optimistic mirror descent for convex losses: η_t = D/√(δ + 4G² + Σ_{s&lt;t} |g_s − M_s|²).</summary>
    public static LearnerMethod Convex(Domain domain, double diameter, double gradientBound, double smoothness) => new()
    {
        Name = "sea-omd",
        Domain = domain,
        Optimism = Optimism.LastGradient,
        Steps = new RootStep(diameter, Delta(diameter, smoothness) + 4 * gradientBound * gradientBound),
    };

    /// <summary>The same for strongly convex losses: η_t = 2/(λt).</summary>
    public static LearnerMethod StronglyConvex(Domain domain, double strongConvexity) => new()
    {
        Name = "sea-omd",
        Domain = domain,
        Optimism = Optimism.LastGradient,
        Steps = new InverseTimeStep(2 / strongConvexity),
    };

    /// <summary>The same for exp-concave losses: Newton steps with A_t = εI + (β/2) Σ g gᵀ.</summary>
    public static LearnerMethod ExpConcave(Domain domain, double beta, double ridge) => new()
    {
        Name = "sea-omd",
        Domain = domain,
        Map = new NewtonMap(beta, ridge),
        Optimism = Optimism.LastGradient,
        Steps = new ConstantStep(1),
    };

    /// <summary>β = ½ min{1/(4GD), α} of theory, with ε = 1 + βG²/2.</summary>
    public static (double Beta, double Ridge) Newton(double diameter, double gradientBound, double expConcavity)
    {
        double β = 0.5 * Math.Min(1 / (4 * gradientBound * diameter), expConcavity);
        return (β, 1 + β * gradientBound * gradientBound / 2);
    }

    /// <summary>The optimistic regularised leader of Sachs et al.</summary>
    public static LearnerMethod Leader(Domain domain, double diameter, double gradientBound, double smoothness) => new()
    {
        Name = "optimistic-ftrl",
        Domain = domain,
        Anchor = Anchor.Start,
        Optimism = Optimism.LastGradient,
        Steps = new SachsStep(diameter, smoothness * diameter * diameter + diameter * gradientBound),
    };

    /// <summary>Their optimistic leader for strongly convex losses: x_t = Π((Σ_{s&lt;t} (λx_s − g_s) − M_t)/(λ(t − 1))).</summary>
    public static LearnerMethod LeaderOfCurved(Domain domain, double strongConvexity) => new()
    {
        Name = "oftl",
        Domain = domain,
        Anchor = Anchor.Mean,
        Optimism = Optimism.LastGradient,
        Steps = new InverseTimeStep(1 / strongConvexity, Shift: 1),
    };

    /// <summary>Online gradient descent, η_t = D/(G√t).</summary>
    public static LearnerMethod Descent(Domain domain, double diameter, double gradientBound) =>
        new() { Name = "ogd", Domain = domain, Steps = new InverseRootStep(diameter / gradientBound) };

    /// <summary>The same for strongly convex losses, η_t = 1/(λt).</summary>
    public static LearnerMethod DescentOfCurved(Domain domain, double strongConvexity) =>
        new() { Name = "ogd", Domain = domain, Steps = new InverseTimeStep(1 / strongConvexity) };

    /// <summary>AdaGrad with one step for all coordinates, η_t = D/√(2 Σ_{s≤t} |g_s|²).</summary>
    public static LearnerMethod AdaGrad(Domain domain, double diameter) =>
        new() { Name = "adagrad", Domain = domain, Steps = new RootStep(diameter / Math.Sqrt(2), 0, WithPresent: true) };

    /// <summary>AdaGrad with a step for each coordinate.</summary>
    public static LearnerMethod DiagonalAdaGrad(Domain domain, double diameter) =>
        new() { Name = "adagrad", Domain = domain, Map = new DiagonalMap(diameter), Steps = new ConstantStep(1) };

    /// <summary>Optimistic Hedge, lazy and adaptive: p_t ∝ exp(−ε_t(Σ g + M_t)), ε_t = √(ln d/(4 + Σ_{s&lt;t} ‖g_s − M_s‖∞²)).</summary>
    public static LearnerMethod Hedge(int dimension) => new()
    {
        Name = "optimistic-ftrl",
        Domain = new Simplex(),
        Map = MirrorMap.Entropy,
        Anchor = Anchor.Start,
        Optimism = Optimism.LastGradient,
        Steps = new RootStep(Math.Sqrt(Math.Log(dimension)), 4),
    };

    /// <summary>The two-layer ensemble for moving comparators, over T rounds.</summary>
    public static EnsembleMethod TwoLayers(Domain domain, double diameter, double gradientBound, double smoothness, long rounds)
    {
        (double D, double L) = (diameter, smoothness);
        double[] rates = RatePool.Theory(D, gradientBound, L, rounds);
        return new()
        {
            Name = "sea-ensemble",
            Domain = domain,
            Rates = rates,
            Correction = 2 * L,
            MetaSteps = new RootStep(Math.Sqrt(Math.Log(Math.Max(2, rates.Length))) / D, 0, Cap: 1 / (8 * D * D * L)),
        };
    }

    /// <summary>
    /// Ader, the same two layers without hints: steps from (D/G)√(7/(2T)) to (D/G)√(7/(2T) + 2), Hedge with ε_t = 1/(GD√t) from
    /// p_{1,i} = (N + 1)/(N i(i + 1)). Nothing is asked of smoothness (Zhang, Lu and Zhou, <i>Adaptive online learning in dynamic
    /// environments</i>, NeurIPS 2018).
    /// </summary>
    public static EnsembleMethod Ader(Domain domain, double diameter, double gradientBound, long rounds)
    {
        (double unit, double least) = (diameter / gradientBound, 7.0 / (2 * rounds));
        return new()
        {
            Name = "ader",
            Domain = domain,
            Rates = RatePool.Doubling(unit * Math.Sqrt(least), unit * Math.Sqrt(least + 2)),
            Optimism = Optimism.None,
            Correction = 0,
            HasFallingPrior = true,
            MetaAnchor = Anchor.Hidden,
            MetaSteps = new InverseRootStep(1 / (gradientBound * diameter)),
        };
    }
}
