using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;

namespace Gossip.Nodes.Live;

/// <summary>
/// Spreads orders among the processes of a cluster. Who hears something new tells every member once, and whoever comes later when it
/// comes; the leader tells all again and again, and is told by all, so one that is lost comes later.
/// </summary>
internal sealed class OrderKeeper(ProcessHost host, Cluster cluster, ActorSystem system, IActorRef self)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);
    private readonly HashSet<UniqueAddress> _told = [];
    private Orders _news = Orders.None;
    private long _toldAt = Stopwatch.GetTimestamp();

    /// <summary>Called several times a second.</summary>
    public void Beat()
    {
        Orders orders = host.Orders;
        if (orders == Orders.None) return;
        if (orders != _news) _told.Clear();
        _news = orders;
        bool isAgain = Stopwatch.GetElapsedTime(_toldAt) > Again, isLeader = cluster.State.Leader == cluster.SelfAddress;
        if (isAgain) _toldAt = Stopwatch.GetTimestamp();
        string line = orders.ToLine();
        foreach (Member member in cluster.State.Members)
        {
            if (member.UniqueAddress == cluster.SelfUniqueAddress) continue;
            bool isNews = member.Status == MemberStatus.Up && _told.Add(member.UniqueAddress);
            if (isNews || (isAgain && (isLeader || member.Address == cluster.State.Leader)))
                system.ActorSelection(new RootActorPath(member.Address) / "user" / "member").Tell(line, self);
        }
    }

    /// <summary>Takes a line that is about orders; false if it is about something else.</summary>
    public bool Heard(string line)
    {
        if (Orders.Parse(line) is not { } orders) return false;
        host.Adopt(orders);
        return true;
    }
}
