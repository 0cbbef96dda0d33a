namespace Gossip.Nodes.Live;

/// <summary>
/// How long an exchange takes on an edge, in seconds, and when an unanswered offer is to be sent again: the smoothed
/// mean plus four mean deviations, twice as long after every resend (Jacobson, SIGCOMM 1988; RFC 6298).
/// </summary>
internal struct RoundTrip(double first, double least)
{
    private const double MostPatience = 64;
    private double _deviation = first / 2;
    private bool _isLearned;
    private double _patience = 1;

    /// <summary>The smoothed round trip.</summary>
    public double Mean { get; private set; } = first;

    /// <summary>How long to wait for an answer now.</summary>
    public readonly double Deadline => _patience * Math.Max(least, Mean + 4 * _deviation);

    /// <summary>An answer came after <paramref name="seconds"/>, to an offer that was sent only once.</summary>
    public void Learn(double seconds)
    {
        (Mean, _deviation) = _isLearned
            ? (Mean + (seconds - Mean) / 8, _deviation + (Math.Abs(seconds - Mean) - _deviation) / 4)
            : (seconds, seconds / 2);
        (_isLearned, _patience) = (true, 1);
    }

    /// <summary>An answer came to one of several offers, nobody knows to which.</summary>
    public void Answered() => _patience = 1;

    /// <summary>No answer came in time.</summary>
    public void Missed() => _patience = Math.Min(MostPatience, 2 * _patience);
}
