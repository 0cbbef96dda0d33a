using Gossip.Experiments.Yaml;

namespace Gossip.Experiments.Settings;

/// <summary>The section <c>method</c>.</summary>
/// <param name="Name"><c>dadao</c>, <c>a2cid2</c>, <c>ad-psgd</c>, or one of <see cref="Baselines.Names"/>, <see cref="FederatedSettings.Names"/> or <see cref="OnlineSettings.Names"/>.</param>
/// <param name="Chi1">DADAO: χ₁ to be used instead of the one computed from the rates.</param>
/// <param name="MultiConsensus">ADOM+: whether a round has so many gossip steps that χ counts as 2.</param>
/// <param name="Published">ADOM+ and the continuized method: as the code published with DADAO has them.</param>
/// <param name="Rate">A²CiD², AD-PSGD and <see cref="Baselines.WithRate"/>: step size; null takes the method's own. Online: a constant step in the place of the method's own.</param>
/// <param name="Federated">What a federated method needs; null for any other.</param>
/// <param name="Online">What an online learner needs; null for any other.</param>
public sealed record MethodSettings(string Name, double? Chi1, bool MultiConsensus, bool Published, double? Rate, FederatedSettings? Federated, OnlineSettings? Online)
{
    /// <summary>DADAO.</summary>
    public const string Dadao = "dadao";

    /// <summary>Randomized gossip SGD.</summary>
    public const string AdPsgd = "ad-psgd";

    /// <summary>The same with a continuous momentum on exchanges.</summary>
    public const string A2cid2 = "a2cid2";

    internal static MethodSettings Read(Section method)
    {
        string name = method.Choice("name", Dadao, [Dadao, A2cid2, AdPsgd, .. Baselines.Names, .. FederatedSettings.Names, .. OnlineSettings.Names]);
        MethodSettings read = new(
            name,
            method.Number("chi1", null, Interval.Positive),
            method.Choice("multi-consensus", name == Baselines.AdomPlus ? "false" : null, "true", "false") == "true",
            method.Choice("published", name is Baselines.AdomPlus or Baselines.Continuized ? "false" : null, "true", "false") == "true",
            method.Number("rate", null, Interval.Positive),
            FederatedSettings.Read(method, name),
            OnlineSettings.Read(method, name));
        if (read.Name != Dadao && read.Chi1 is not null) method.Refuse("chi1", $"no chi1: {read.Name} does not use it");
        if (read.Name != Baselines.AdomPlus && method.Has("multi-consensus")) method.Refuse("multi-consensus", $"no multi-consensus: that is for {Baselines.AdomPlus}");
        if (read.Name is not (Baselines.AdomPlus or Baselines.Continuized) && method.Has("published")) method.Refuse("published", $"no published: that is for {Baselines.AdomPlus} and {Baselines.Continuized}");
        if (read.Name is not (AdPsgd or A2cid2) && !Baselines.WithRate.Contains(read.Name) && read.Online is null && read.Rate is not null) method.Refuse("rate", read.Federated is null ? $"no rate: {read.Name} computes its own steps" : "no rate here: a client's step is local.rate, the server's server-rate");
        return read;
    }
}
