namespace Gossip.Methods.Federated;

/// <summary>Ways to choose the clients of a round.</summary>
public enum SamplingKind
{
    /// <summary>Every client, in every round.</summary>
    All,

    /// <summary>m draws with replacement, with the importances as probabilities; a client drawn twice counts twice.</summary>
    Multinomial,

    /// <summary>m different clients, all equally likely.</summary>
    Uniform,
}
