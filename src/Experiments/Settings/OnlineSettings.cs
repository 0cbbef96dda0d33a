using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The keys of the section <c>method</c> that online learners have.</summary>
public sealed record OnlineSettings
{
    /// <summary>Optimistic online mirror descent.</summary>
    public const string SeaOmd = "sea-omd";

    /// <summary>The optimistic regularised leader.</summary>
    public const string OptimisticFtrl = "optimistic-ftrl";

    /// <summary>The optimistic leader of strongly convex losses.</summary>
    public const string Oftl = "oftl";

    /// <summary>Online gradient descent.</summary>
    public const string Ogd = "ogd";

    /// <summary>AdaGrad.</summary>
    public const string AdaGrad = "adagrad";

    /// <summary>The two-layer ensemble.</summary>
    public const string Ensemble = "sea-ensemble";

    /// <summary>Two layers without hints.</summary>
    public const string Ader = "ader";

    /// <summary>Losses are convex and no more is known.</summary>
    public const string Convex = "convex";

    /// <summary>Expected losses are strongly convex.</summary>
    public const string StronglyConvex = "strongly-convex";

    /// <summary>Losses are exp-concave.</summary>
    public const string ExpConcave = "exp-concave";

    /// <summary>Learners on a graph play on Poisson clocks.</summary>
    public const string Poisson = "poisson";

    /// <summary>Learners on a graph play and average every round.</summary>
    public const string InStep = "in-step";

    /// <summary>The names of online learners.</summary>
    public static IReadOnlyList<string> Names { get; } = [SeaOmd, OptimisticFtrl, Oftl, Ogd, AdaGrad, Ensemble, Ader];

    /// <summary><c>convex</c>, <c>strongly-convex</c> or <c>exp-concave</c>.</summary>
    public required string Curvature { get; init; }

    /// <summary>X.</summary>
    public required DomainSettings Domain { get; init; }

    /// <summary><c>last-gradient</c>, <c>none</c>, <c>average</c>, <c>hint</c> or <c>middle-gradient</c>.</summary>
    public required string Optimism { get; init; }

    /// <summary>β of the average.</summary>
    public required double Averaging { get; init; }

    /// <summary><c>euclidean</c>, <c>entropy</c> or <c>diagonal</c>.</summary>
    public required string Map { get; init; }

    /// <summary>D in the place of the domain's.</summary>
    public required double? Diameter { get; init; }

    /// <summary>G in the place of the stream's.</summary>
    public required double? GradientBound { get; init; }

    /// <summary>L in the place of the stream's.</summary>
    public required double? Smoothness { get; init; }

    /// <summary>λ in the place of the stream's.</summary>
    public required double? StrongConvexity { get; init; }

    /// <summary>α in the place of the stream's.</summary>
    public required double? ExpConcavity { get; init; }

    /// <summary>β of Newton steps in the place of theory's.</summary>
    public required double? Beta { get; init; }

    /// <summary>ε of Newton steps in the place of theory's.</summary>
    public required double? Ridge { get; init; }

    /// <summary>On a graph: <c>plain</c>, <c>tracked</c> or <c>combine-first</c>; null where the file does not say.</summary>
    public required string? Mixing { get; init; }

    /// <summary>On a graph: <c>in-step</c> or <c>poisson</c>; null where the file does not say.</summary>
    public required string? Pace { get; init; }

    /// <summary>On a graph, in step: whether all steps are by one V, the mean over nodes.</summary>
    public required bool SharesDeviation { get; init; }

    /// <summary>Reads the keys; null for a method that has none of them.</summary>
    internal static OnlineSettings? Read(Section method, string name)
    {
        bool isOnline = Names.Contains(name);
        bool expects = name is not (Ogd or AdaGrad or Ader);
        Section domain = method.Union("domain", "kind");
        OnlineSettings read = new()
        {
            Curvature = method.Choice("curvature", isOnline ? name == Oftl ? StronglyConvex : Convex : null, Convex, StronglyConvex, ExpConcave) ?? Convex,
            Domain = DomainSettings.Read(domain, isOnline),
            Optimism = method.Choice("optimism", isOnline ? expects ? "last-gradient" : "none" : null, "last-gradient", "none", "average", "hint", "middle-gradient") ?? "none",
            Averaging = method.Number("averaging", null, Interval.NonNegative) ?? 0.9,
            Map = method.Choice("map", isOnline ? "euclidean" : null, "euclidean", "entropy", "diagonal") ?? "euclidean",
            Diameter = method.Number("diameter", null, Interval.Positive),
            GradientBound = method.Number("gradient-bound", null, Interval.Positive),
            Smoothness = method.Number("smoothness", null, Interval.NonNegative),
            StrongConvexity = method.Number("strong-convexity", null, Interval.Positive),
            ExpConcavity = method.Number("exp-concavity", null, Interval.Positive),
            Beta = method.Number("beta", null, Interval.Positive),
            Ridge = method.Number("ridge", null, Interval.Positive),
            Mixing = method.Choice("mixing", null, "plain", "tracked", "combine-first"),
            Pace = method.Choice("pace", null, InStep, Poisson),
            SharesDeviation = method.Choice("deviation", null, "own", "shared") == "shared",
        };
        if (!isOnline)
        {
            if (((string[])["kind", "ball", "box", "ellipsoid", "radius"]).Any(domain.Has)) method.Refuse("domain", $"no domain: {name} is no online learner");
            foreach (string key in (string[])["curvature", "optimism", "averaging", "map", "diameter", "gradient-bound", "smoothness", "strong-convexity", "exp-concavity", "beta", "ridge", "mixing", "pace", "deviation"])
                if (method.Has(key)) method.Refuse(key, $"no {key}: {name} is no online learner");
            return null;
        }
        RefuseMisplaced(method, name, read);
        return read;
    }

    private static void RefuseMisplaced(Section method, string name, OnlineSettings read)
    {
        if (read.Curvature == ExpConcave && name != SeaOmd) method.Refuse("curvature", $"{Convex} or {StronglyConvex}: {ExpConcave} is {SeaOmd}'s");
        if (read.Curvature == StronglyConvex && name is AdaGrad or Ensemble or Ader or OptimisticFtrl && method.Has("curvature")) method.Refuse("curvature", $"{Convex}: {name} makes no use of more");
        if (name == Oftl && read.Curvature != StronglyConvex) method.Refuse("curvature", $"{StronglyConvex}: {Oftl} is for nothing else");
        if (name is Ogd or AdaGrad or Ader && read.Optimism != "none") method.Refuse("optimism", $"none: {name} expects nothing ({SeaOmd} with a rate does)");
        if (name == Ensemble && read.Optimism != "last-gradient") method.Refuse("optimism", $"last-gradient: without hints it is {Ader}");
        if (read.Optimism == "middle-gradient" && name != SeaOmd) method.Refuse("optimism", $"another: only {SeaOmd} has a hidden iterate");
        if (read.Optimism != "average" && method.Has("averaging")) method.Refuse("averaging", "optimism: average beside it");
        if (read.Averaging >= 1) method.Refuse("averaging", "a number ≥ 0 and below 1");
        if (read.Map == "diagonal" && name != AdaGrad) method.Refuse("map", $"euclidean or entropy: diagonal is {AdaGrad}'s");
        if (read.Map == "entropy" && (name is AdaGrad or Ensemble or Ader or Oftl || read.Curvature != Convex)) method.Refuse("map", $"euclidean: {name} has no entropy here");
        if (read.Map == "entropy" && read.Domain.Kind != "simplex") method.Refuse("map", "domain: simplex beside entropy");
        if (read.Map == "entropy" && name == SeaOmd && !method.Has("rate")) method.Refuse("rate", $"a constant step: with entropy only {OptimisticFtrl} may change its steps");
        foreach (string key in (string[])["beta", "ridge", "exp-concavity"])
            if (read.Curvature != ExpConcave && method.Has(key)) method.Refuse(key, $"curvature: {ExpConcave} beside it");
        if (read.Curvature != StronglyConvex && method.Has("strong-convexity")) method.Refuse("strong-convexity", $"curvature: {StronglyConvex} beside it");
    }
}
