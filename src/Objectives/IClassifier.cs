namespace Gossip.Objectives;

/// <summary>An objective whose parameters are a classifier of its rows.</summary>
public interface IClassifier : IObjective
{
    /// <summary>The share of rows that x classifies rightly; the lowest of classes that tie.</summary>
    double Accuracy(ReadOnlySpan<double> x);
}
