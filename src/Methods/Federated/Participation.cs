namespace Gossip.Methods.Federated;

/// <summary>φᵢ, how many updates of client i a round has on average.</summary>
public static class Participation
{
    /// <summary>
    /// φᵢ in closed form, or null where there is none (several clients to a buffer): then it is counted on the schedule, which
    /// needs no model.
    /// </summary>
    public static double[]? Expected(Trigger trigger, ClientTimes times, IReadOnlyList<double> probabilities)
    {
        int clients = times.Clients;
        switch (trigger)
        {
            case CohortTrigger { Sampling: var sampling }:
                return sampling.Kind switch
                {
                    SamplingKind.All => Same(1),
                    SamplingKind.Uniform => Same((double)sampling.Size / clients),
                    _ => [.. probabilities.Select(p => sampling.Size * p)],
                };
            case TimerTrigger { Interval: var interval }:
                double[]? ticks = times.Ticks(interval);
                return ticks is null ? null : [.. ticks.Select(k => 1 / k)];
            case BufferTrigger { Size: var c, RestartsAtOnce: false } when c == clients:
                return Same(1);
            case BufferTrigger { Size: 1 }:
                double rate = 0;
                for (int i = 0; i < clients; i++) rate += 1 / times.Mean(i);
                return [.. Enumerable.Range(0, clients).Select(i => 1 / (rate * times.Mean(i)))];
            default:
                return null;
        }

        double[] Same(double each) => [.. Enumerable.Repeat(each, clients)];
    }
}
