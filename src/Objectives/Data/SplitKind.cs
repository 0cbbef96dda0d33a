namespace Gossip.Objectives;

/// <summary>Ways to give the rows of one table to nodes.</summary>
public enum SplitKind
{
    /// <summary>Shuffled, equal shares.</summary>
    Iid,

    /// <summary>Sorted by target, equal shares: the most different nodes.</summary>
    Sorted,

    /// <summary>Every class is divided in shares from Dirichlet(α): different mixtures of classes, different sizes.</summary>
    Dirichlet,

    /// <summary>Shuffled, with sizes from Dirichlet(α).</summary>
    Quantity,
}
