using Akka.Actor;
using Akka.Cluster;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// The way to a running cluster for somebody who knows the addresses that its processes give each other as seeds: asks them what they
/// run and where they can be asked for their state. Whoever asks has the cluster's secret or certificate, and does not become a member.
/// </summary>
public static class ClusterDoor
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(3), Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>A client of the cluster, the digest of its experiment in hexadecimal digits, and the lanes of those that answered; null where none did. A seed with another secret is an <see cref="InputException"/>.</summary>
    /// <param name="options">Name, seeds, secret and certificate of whoever asks.</param>
    /// <param name="patience">How long to look for somebody.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<(ClusterClient Client, string Digest, IReadOnlyList<PeerAddress> Lanes)?> Find(HostOptions options, TimeSpan patience, CancellationToken stop = default)
    {
        ActorSystem system = await ProcessHost.StartSystem(options, new([], 0, 0)).ConfigureAwait(false);
        try
        {
            long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
            while (true)
            {
                Directions[] found = [.. (await Task.WhenAll(options.Seeds.Select(seed => Ask(seed, options, system))).ConfigureAwait(false)).SelectMany(d => d).Distinct()];
                if (found.Length > 0)
                {
                    string digest = found[0].Digest;
                    ClusterClient client = new(new() { Identity = options.Name, Experiment = Convert.FromHexString(digest), Secret = options.Secret, Certificate = options.Certificate });
                    return (client, digest, [.. found.Where(d => d.Digest == digest).Select(d => d.Lane)]);
                }
                if (Environment.TickCount64 > deadline) return null;
                await Task.Delay(Pause, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            await system.Terminate().ConfigureAwait(false);
        }
    }

    private static async Task<Directions[]> Ask(PeerAddress seed, HostOptions options, ActorSystem system)
    {
        List<Directions> found = [];
        foreach (string name in await Entrance.Names(seed.Host).ConfigureAwait(false))
        {
            SealState state = await ControlSeal.Look(options, name, seed.Port).ConfigureAwait(false);
            if (state == SealState.Other) throw InputException.At($"{seed}", "a process with another secret or certificate, or none", "the cluster's own, as its processes have it");
            if (state != SealState.Same) continue;
            Address address = new(Cluster.Get(system).SelfAddress.Protocol, system.Name, name, seed.Port);
            try
            {
                string answer = await system.ActorSelection(new RootActorPath(address) / "user" / "member").Ask<string>(Directions.Question, AnswerPatience).ConfigureAwait(false);
                if (Directions.Parse(answer) is { } directions) found.Add(directions);
                // who answers to the name itself answers to no address
                if (name == seed.Host) break;
            }
            catch (AskTimeoutException)
            {
                // not this one
            }
        }
        return [.. found];
    }
}
