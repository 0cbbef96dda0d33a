using Gossip.Objectives.Streams;

namespace Gossip.Nodes.Online;

/// <summary>
/// What the comparators of a network have paid by a round: Σ_{s≤t} F_s(u) and Σ_{s≤t} F_s(u_s), F_s the expected loss of the network or,
/// where nobody knows that, the mean of all nodes' losses of round s. They do not depend on who plays, so a node's regret is what it
/// has paid less this. NaN where there is no comparator.
/// </summary>
internal sealed class ComparatorCosts : IDisposable
{
    private readonly LossStream? _stream;
    private readonly Comparators _comparators;
    private readonly Methods.Online.Domain _domain;
    private readonly double[] _least;
    private readonly List<(double Fixed, double Moving)> _paid = [(0, 0)];

    /// <summary>Of the nodes' streams, which are not moved.</summary>
    public ComparatorCosts(JointStream streams, Comparators comparators, Methods.Online.Domain domain)
    {
        (_comparators, _domain) = (comparators, domain);
        // the nodes' expected losses are one
        _stream = streams.Environment is null ? streams.Reader() : streams.Parts[0].Reader();
        _least = new double[Core.Padding.Of(streams.Dimension)];
    }

    /// <summary>After so many rounds.</summary>
    public (double Fixed, double Moving) At(long rounds)
    {
        while (_paid.Count <= rounds) _paid.Add(Next());
        return _paid[(int)rounds];
    }

    public void Dispose() => _stream?.Dispose();

    private (double Fixed, double Moving) Next()
    {
        if (_stream is null || !_stream.Next()) return (double.NaN, double.NaN);
        (double stands, double moves) = _paid[^1];
        stands += _comparators.Fixed is { } u ? Expected(u) : double.NaN;
        if (_comparators.Sequence.Count > 0) return (stands, moves + Expected(_comparators.At(_stream.Round)));
        if (_stream.Environment is not { } environment) return (stands, double.NaN);
        Comparators.Minimise(environment.IsLinear, environment.Centre, _domain, _stream.Dimension, _least);
        return (stands, moves + environment.Expected(_least));
    }

    private double Expected(ReadOnlySpan<double> x) => _stream!.Environment is { } environment ? environment.Expected(x) : _stream.Value(x);
}
