using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>Who takes part in a round: all clients, or m of them.</summary>
/// <param name="Kind">How they are chosen.</param>
/// <param name="Size">m; of no meaning where all take part.</param>
public readonly record struct ClientSampling(SamplingKind Kind, int Size)
{
    /// <summary>
    /// Counts in <paramref name="times"/> how often each client is drawn for a round: m uniform numbers for the multinomial
    /// kind, by inversion of <paramref name="probabilities"/>; Floyd's algorithm for the uniform one.
    /// </summary>
    public void Draw(ref Draws draws, ReadOnlySpan<double> probabilities, Span<int> times)
    {
        if (Kind == SamplingKind.All)
        {
            times.Fill(1);
            return;
        }
        times.Clear();
        if (Kind == SamplingKind.Multinomial)
        {
            for (int k = 0; k < Size; k++) times[Invert(draws.Uniform(), probabilities)]++;
            return;
        }
        // Floyd's algorithm: m different clients out of M with m numbers and no list
        for (int last = times.Length - Size; last < times.Length; last++)
        {
            int drawn = draws.Below(last + 1);
            times[times[drawn] == 0 ? drawn : last] = 1;
        }
    }

    private static int Invert(double u, ReadOnlySpan<double> probabilities)
    {
        double upTo = 0;
        int likely = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] <= 0) continue;
            likely = i;
            upTo += probabilities[i];
            if (u < upTo) break;
        }
        return likely;
    }
}
