using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>method.local</c>: what a client does with the model it receives.</summary>
public sealed record LocalSettings
{
    /// <summary>K.</summary>
    public required int Steps { get; init; }

    /// <summary>η_l; null takes 1/(2LK).</summary>
    public required double? Rate { get; init; }

    /// <summary><c>sgd</c>, <c>momentum</c>, <c>adam</c> or <c>diffgrad</c>.</summary>
    public required string Optimizer { get; init; }

    /// <summary>β of momentum, β₁ of adam and diffgrad.</summary>
    public required double Beta { get; init; }

    /// <summary>β₂ of adam and diffgrad.</summary>
    public required double Beta2 { get; init; }

    /// <summary>ε of adam and diffgrad.</summary>
    public required double Epsilon { get; init; }

    /// <summary>The norm that longer gradients are shortened to; null keeps them.</summary>
    public required double? Clip { get; init; }

    /// <summary>Rows per gradient; null takes all.</summary>
    public required int? Batch { get; init; }

    /// <summary><c>none</c>, <c>fedprox</c> or <c>fedspeed</c>.</summary>
    public required string Correction { get; init; }

    /// <summary>μ of FedProx, 1/λ of FedSpeed.</summary>
    public required double Proximal { get; init; }

    /// <summary>ρ of FedSpeed.</summary>
    public required double Ascent { get; init; }

    /// <summary>α of FedSpeed.</summary>
    public required double Mix { get; init; }

    internal static LocalSettings Read(Section local, bool isFederated)
    {
        string optimizer = local.Choice("optimizer", isFederated ? "sgd" : null, "sgd", "momentum", "adam", "diffgrad") ?? "sgd";
        string correction = local.Choice("correction", isFederated ? "none" : null, "none", "fedprox", "fedspeed") ?? "none";
        LocalSettings read = new()
        {
            Steps = local.Integer("steps", isFederated ? 1 : null, 1) ?? 1,
            Rate = local.Number("rate", null, Interval.Positive),
            Optimizer = optimizer,
            Beta = local.Number("beta", null, Interval.NonNegative) ?? 0.9,
            Beta2 = local.Number("beta2", null, Interval.NonNegative) ?? 0.999,
            Epsilon = local.Number("epsilon", null, Interval.Positive) ?? 1e-8,
            Clip = local.Number("clip", null, Interval.Positive),
            Batch = local.Has("batch") || isFederated ? local.Integer("batch", null, 1, none: "full") : local.Integer("batch"),
            Correction = correction,
            Proximal = local.Number("proximal", null, Interval.Positive) ?? 0.1,
            Ascent = local.Number("ascent", null, Interval.NonNegative) ?? 0.1,
            Mix = local.Number("mix", null, Interval.NonNegative) ?? 1,
        };
        foreach (string key in (string[])["steps", "rate", "optimizer", "beta", "beta2", "epsilon", "clip", "batch", "correction", "proximal", "ascent", "mix"])
            if (!isFederated && local.Has(key)) local.Refuse(key, "a method with a server beside it: others have no clients");
        if (read.Beta >= 1) local.Refuse("beta", "a number ≥ 0 and below 1");
        if (read.Beta2 >= 1) local.Refuse("beta2", "a number ≥ 0 and below 1");
        if (optimizer == "sgd" && local.Has("beta")) local.Refuse("beta", "no beta: sgd has none");
        foreach (string key in (string[])["beta2", "epsilon"])
            if (optimizer is "sgd" or "momentum" && local.Has(key)) local.Refuse(key, $"no {key}: that is adam's and diffgrad's");
        if (correction == "none" && local.Has("proximal")) local.Refuse("proximal", "correction: fedprox or correction: fedspeed beside it");
        foreach (string key in (string[])["ascent", "mix"])
            if (correction != "fedspeed" && local.Has(key)) local.Refuse(key, $"no {key}: that is fedspeed's");
        return read;
    }
}
