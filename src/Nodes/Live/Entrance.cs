using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Akka.Actor;
using Akka.Cluster;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// The way into the cluster. A process asks its seeds which cluster they are in and joins it; where none is in any, the one
/// with the lowest address of those that may begins: the seeds, each in its turn, and whoever has been a member before. Members go on
/// asking: two clusters of one experiment that find each other become one, the smaller joining the larger.
/// </summary>
internal sealed class Entrance(ICandidate host, Cluster cluster, ActorSystem system, IActorRef self)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1), AskAsMemberEvery = TimeSpan.FromSeconds(5), Fresh = TimeSpan.FromSeconds(5), JoinPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long the first seed waits for news of a cluster before it begins one, and how much longer each further one.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2.5), NextTurn = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (Greeting Greeting, long At)> _heard = [];
    private readonly ConcurrentDictionary<PeerAddress, int> _suspects = [];

    /// <summary>Seeds where somebody is who has not answered yet, and since when that is known.</summary>
    private readonly ConcurrentDictionary<PeerAddress, long> _silent = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _askedAt, _joinedAt;
    private bool _hasComplained;

    private bool IsMember => cluster.SelfMember.Status == MemberStatus.Up;

    /// <summary>Whether it has asked to be let in; whoever was asked may have died since.</summary>
    private bool IsJoining => _joinedAt != 0 && Stopwatch.GetElapsedTime(_joinedAt) < JoinPatience;

    private bool MayBegin => IsSeed() || host.WasMember;

    private string Address => cluster.SelfAddress.ToString();

    /// <summary>Called several times a second.</summary>
    public void Beat()
    {
        if (_askedAt == 0 && host.Seeds.Count == 0) cluster.Join(cluster.SelfAddress);
        if (_askedAt != 0 && Stopwatch.GetElapsedTime(_askedAt) < (IsMember ? AskAsMemberEvery : AskEvery)) return;
        _askedAt = Stopwatch.GetTimestamp();
        _ = Ask();
        if (IsMember || IsJoining) return;
        TimeSpan waited = Stopwatch.GetElapsedTime(_began);
        if (_heard.IsEmpty && waited.TotalSeconds > 5 && !_hasComplained && host.Options.Seeds.Any(seed => !IsSelf(seed)))
        {
            _hasComplained = true;
            host.Notice($"no answer from the seeds {string.Join(", ", host.Options.Seeds)}{(ControlSeal.IsOn(host.Options) ? "" : " (do they have a secret or certificate that this process lacks?)")}; still asking");
        }
        // nobody heard of is in a cluster, and this is the lowest of those that may begin: it does
        TimeSpan turn = Turn + (Before() * NextTurn);
        if (!MayBegin || waited <= turn || (waited <= turn + JoinPatience && _silent.Values.Any(at => Stopwatch.GetElapsedTime(at) < Fresh))) return;
        Greeting[] heard = [.. _heard.Values.Where(h => Stopwatch.GetElapsedTime(h.At) < Fresh).Select(h => h.Greeting)];
        if (heard.All(g => !g.IsMember && (!g.MayBegin || string.CompareOrdinal(Address, g.Self) < 0)))
        {
            _joinedAt = Stopwatch.GetTimestamp();
            cluster.Join(cluster.SelfAddress);
        }
    }

    /// <summary>A line has come from another process.</summary>
    public void Heard(string line, IActorRef sender)
    {
        if (line == Directions.Question)
        {
            sender.Tell(new Directions(host.Digest, host.Lane).ToString(), self);
            return;
        }
        if (Greeting.Parse(line, out string version) is not { } greeting)
        {
            host.Notice($"{sender.Path.Address}: speaks '{version[..Math.Min(20, version.Length)]}', which this version does not");
            return;
        }
        if (greeting.IsQuestion) sender.Tell(Introduce(isQuestion: false), self);
        if (greeting.Self == Address) return;
        if (greeting.Digest != host.Digest)
        {
            if (!greeting.IsQuestion) host.Fail(2, $"{host.Name}: the process at {greeting.Self} runs another experiment; start both from the same file and data");
            return;
        }
        _heard[greeting.Self] = (greeting, Stopwatch.GetTimestamp());
        Address other = Akka.Actor.Address.Parse(greeting.Self);
        _silent.TryRemove(new PeerAddress(other.Host!, other.Port!.Value), out _);
        host.Remember(other);
        if (!greeting.IsMember) return;
        if (!IsMember && !IsJoining)
        {
            _joinedAt = Stopwatch.GetTimestamp();
            cluster.JoinSeedNodes([other]);
        }
        else if (IsMember && cluster.State.Leader is { } leader && greeting.Leader != leader.ToString() && !Knows(greeting.Self) && Yields(greeting, leader))
        {
            host.Rejoin($"joining the larger part of the cluster at {greeting.Self}");
        }
    }

    private bool Yields(Greeting other, Address leader)
    {
        int mine = cluster.State.Members.Count;
        return mine < other.Members || (mine == other.Members && string.CompareOrdinal(leader.ToString(), other.Leader) > 0);
    }

    private bool Knows(string address) => cluster.State.Members.Any(m => m.Address.ToString() == address);

    /// <summary>All at once: one that hangs must not keep the others' answer from coming in time.</summary>
    private Task Ask()
    {
        string question = Introduce(isQuestion: true);
        return Task.WhenAll(host.Seeds.Where(seed => !IsSelf(seed) && !Knows(At(seed.Host, seed.Port).ToString())).Select(seed => Ask(seed, question)));
    }

    private async Task Ask(PeerAddress seed, string question)
    {
        foreach (string name in IsNamed() ? [seed.Host] : await Names(seed.Host).ConfigureAwait(false))
        {
            Address address = At(name, seed.Port);
            if (address.ToString() == Address || Knows(address.ToString())) continue;
            SealState state = await ControlSeal.Look(host.Options, name, seed.Port).ConfigureAwait(false);
            if (state == SealState.Other) Suspect(seed);
            if (state != SealState.Same) continue;
            if (!_heard.ContainsKey(address.ToString())) _silent[seed] = Stopwatch.GetTimestamp();
            system.ActorSelection(new RootActorPath(address) / "user" / "member").Tell(question, self);
        }
    }

    /// <summary>
    /// Whether processes here go by names. One takes only what is addressed to it by its own name, or by its address where it has none; and asked
    /// under both, Akka would take it for two, whose connections displace each other. Who has a public name is among others who have.
    /// </summary>
    private bool IsNamed() => host.Options.PublicHost is { } name && !IPAddress.TryParse(name, out _);

    private Address At(string name, int port) => new(cluster.SelfAddress.Protocol, system.Name, name, port);

    /// <summary>
    /// A seed would not get through: the fault is here if no seed does. The ports of members that died may be anybody's by now, and whoever
    /// was a member has the right secret.
    /// </summary>
    private void Suspect(PeerAddress seed)
    {
        if (host.WasMember || !host.Options.Seeds.Contains(seed)) return;
        string line = $"the process at {seed} has another secret or certificate, or none";
        if (!IsMember && _heard.IsEmpty && Stopwatch.GetElapsedTime(_began).TotalSeconds > 2) host.Fail(2, $"{host.Name}: {line}");
        else if (_suspects.TryAdd(seed, 0)) host.Notice(line);
    }

    /// <summary>A name as it is, and all addresses it stands for.</summary>
    internal static async Task<IEnumerable<string>> Names(string name)
    {
        try
        {
            IPAddress[] all = await Dns.GetHostAddressesAsync(name).ConfigureAwait(false);
            return all.Select(a => a.ToString()).Prepend(name).Distinct();
        }
        catch (System.Net.Sockets.SocketException)
        {
            return [name];
        }
    }

    private string Introduce(bool isQuestion) =>
        new Greeting(isQuestion, host.Digest, Address, IsMember ? cluster.State.Leader?.ToString() ?? "" : "", cluster.State.Members.Count, MayBegin).ToString();

    private bool IsSeed() => host.Options.Seeds.Count == 0 || host.Options.Seeds.Any(IsSelf);

    /// <summary>
    /// How many seeds begin rather than this one. Where all start at once, their names may be found by and by, and each would begin a
    /// cluster of its own; whoever comes back from one knows the others' addresses and need not wait for names.
    /// </summary>
    private int Before() => host.WasMember ? 0 : host.Options.Seeds.TakeWhile(seed => !IsSelf(seed)).Count();

    private bool IsSelf(PeerAddress seed) => seed.Port == cluster.SelfAddress.Port && (seed.Host == cluster.SelfAddress.Host || seed.Host == host.Options.Host);
}
