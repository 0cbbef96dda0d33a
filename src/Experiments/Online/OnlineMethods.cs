using Gossip.Core;
using Gossip.Experiments.Settings;
using Gossip.Methods.Online;

namespace Gossip.Experiments.Online;

/// <summary>From the section <c>method</c> to an online method.</summary>
internal static class OnlineMethods
{
    /// <summary>T of an ensemble on a stream without end.</summary>
    private const long Horizon = 1_000_000;

    public static OnlineMethod Of(Experiment experiment, OnlineFacts facts, long? rounds)
    {
        OnlineSettings s = experiment.Method.Online!;
        Domain domain = s.Domain.Domain;
        if (domain.Refusal(facts.Dimension) is { } wrong)
            throw InputException.At(experiment.Place("method", "domain"), wrong, $"{facts.Dimension}, one for each coordinate");
        double? rate = experiment.Method.Rate;
        if (experiment.Method.Name is OnlineSettings.Ensemble or OnlineSettings.Ader)
        {
            if (rate is not null) throw InputException.At(experiment.Place("method", "rate"), $"{rate}", $"no rate: {experiment.Method.Name} has many");
            return experiment.Method.Name == OnlineSettings.Ader ? Sea.Ader(domain, facts.FiniteDiameter, facts.GradientBound, rounds ?? Horizon) : Ensemble(domain, facts, rounds ?? Horizon);
        }
        LearnerMethod method = s.Map == "entropy" ? Entropic(experiment.Method.Name, facts.Dimension, rounds ?? Horizon) : Of(experiment.Method.Name, domain, s, facts, rate);
        method = method with
        {
            Optimism = s.Optimism switch
            {
                "last-gradient" => Optimism.LastGradient,
                "average" => Optimism.Average(s.Averaging),
                _ => Optimism.None,
            },
        };
        if (rate is { } step) method = method with { Steps = new ConstantStep(step) };
        if (method.Map.Refusal(domain) is { } map) throw InputException.At(experiment.Place("method", "domain"), $"'{s.Domain.Kind}'", $"{map}: no other projection is known for this method");
        return method;
    }

    private static LearnerMethod Of(string name, Domain domain, OnlineSettings s, OnlineFacts facts, double? rate)
    {
        bool isCurved = s.Curvature == OnlineSettings.StronglyConvex;
        // a constant step needs no theory
        if (rate is not null && name is OnlineSettings.SeaOmd or OnlineSettings.Ogd && s.Curvature != OnlineSettings.ExpConcave)
            return new() { Name = name, Domain = domain, Steps = new ConstantStep(rate!.Value) };
        return name switch
        {
            OnlineSettings.OptimisticFtrl => Sea.Leader(domain, facts.FiniteDiameter, facts.GradientBound, facts.Smoothness),
            OnlineSettings.Oftl => Sea.LeaderOfCurved(domain, facts.StrongConvexity),
            OnlineSettings.Ogd => isCurved ? Sea.DescentOfCurved(domain, facts.StrongConvexity) : Sea.Descent(domain, facts.FiniteDiameter, facts.GradientBound),
            OnlineSettings.AdaGrad => s.Map == "diagonal" ? Sea.DiagonalAdaGrad(domain, facts.FiniteDiameter) : Sea.AdaGrad(domain, facts.FiniteDiameter),
            _ when isCurved => Sea.StronglyConvex(domain, facts.StrongConvexity),
            _ when s.Curvature == OnlineSettings.ExpConcave => Newton(domain, s, facts),
            _ => Sea.Convex(domain, facts.FiniteDiameter, facts.GradientBound, facts.Smoothness),
        };
    }

    private static LearnerMethod Newton(Domain domain, OnlineSettings s, OnlineFacts facts)
    {
        if (s is { Beta: { } beta, Ridge: { } ridge }) return Sea.ExpConcave(domain, beta, ridge);
        (double β, double ε) = Sea.Newton(facts.FiniteDiameter, facts.GradientBound, facts.ExpConcavity);
        return Sea.ExpConcave(domain, s.Beta ?? β, s.Ridge ?? ε);
    }

    private static LearnerMethod Entropic(string name, int dimension, long rounds) => name switch
    {
        OnlineSettings.OptimisticFtrl => Sea.Hedge(dimension),
        _ => Sea.Hedge(dimension) with { Name = name, Anchor = Anchor.Hidden, Steps = new ConstantStep(Math.Sqrt(8 * Math.Log(dimension) / rounds)) },
    };

    private static EnsembleMethod Ensemble(Domain domain, OnlineFacts facts, long rounds)
    {
        double D = facts.FiniteDiameter, G = facts.GradientBound, L = facts.Smoothness;
        // of linear losses every step is stable: the largest is D/G then
        return Sea.TwoLayers(domain, D, G, L > 0 ? L : G / (Math.Sqrt(8) * D), rounds);
    }
}
