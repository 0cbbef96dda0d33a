using System.Globalization;
using Gossip.Methods.Federated;

namespace Gossip.Federated.Tests;

/// <summary>The names of the reference files, as values.</summary>
internal static class Schemes
{
    public static FederatedMethod Of(string scheme, string weights, LocalUpdate local)
    {
        string[] parts = scheme.Split('-');
        double number = parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        FederatedMethod method = parts[0] switch
        {
            "FL" => FederatedMethod.FedAvg(local),
            "Async" => FederatedMethod.AsyncFedAvg(local),
            "FedFix" => FederatedMethod.FedFix(local, number),
            "FedBuffA" => FederatedMethod.FedBuff(local, (int)number),
            "FedBuffN" => FederatedMethod.FedBuff(local, (int)number, restartsAtOnce: true),
            _ => throw new ArgumentException(scheme),
        };
        return method with { Weights = weights is "weight" or "w" ? new UnbiasedWeights() : new IdenticalWeights() };
    }

    /// <summary>F80 as times.</summary>
    public static ClientTimes Times(string name, int clients) => ClientTimes.Spread(clients, double.Parse(name[1..], CultureInfo.InvariantCulture));
}
