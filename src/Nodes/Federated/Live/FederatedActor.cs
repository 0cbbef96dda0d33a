using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Gossip.Nodes.Live;

namespace Gossip.Nodes.Federated.Live;

/// <summary>The actor around a process's state machine: messages, beats and members come as messages to it, and local rounds are done by others.</summary>
internal sealed class FederatedActor : UntypedActor
{
    private readonly FederatedHost _host;
    private readonly FederationProcess _process;
    private readonly Federation _federation;
    private readonly Dictionary<int, double> _seconds = [];
    private readonly IActorRef[] _workers;
    private (ulong, long) _saved;
    private readonly List<RoundTask> _held = [];
    private double _lag;

    public FederatedActor(FederatedHost host)
    {
        (_host, _process, _federation) = (host, host.Process, host.All.Federation);
        _workers = [.. host.Rounds.Select((local, k) => Context.ActorOf(Props.Create(() => new RoundActor(_federation, local)).WithDispatcher("gradients"), $"rounds-{k}"))];
        host.Compute = (client, round, slot) =>
        {
            // a run without clocks goes on with what its clients compute: while it is held they begin nothing
            if (host.IsHeld) _held.Add(new(client, round, slot));
            else Begin(new(client, round, slot));
        };
    }

    protected override void OnReceive(object message)
    {
        double time = _host.Time, now = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        switch (message)
        {
            case Arrival arrival:
                _process.Receive(arrival.Header, arrival.Vector, time, now);
                arrival.Return();
                _host.Inbox.Took();
                break;
            case Check check:
                _lag += (check.Take() - _lag) / 16;
                (_process.Unit, _process.Pace) = (_host.Learn(Need(), _lag), _host.Pace);
                if (!_host.IsHeld) BeginHeld();
                _process.Beat(time, now);
                if (_process.Term > 0) _host.HasServer();
                break;
            case RoundDone { Failure: { } failure } failed:
                _host.Fail(1, $"client {failed.Client}: its local round failed: {failure.Message}");
                break;
            case RoundDone done:
                _seconds[done.Client] = _seconds.TryGetValue(done.Client, out double before) ? before + (done.Seconds - before) / 8 : done.Seconds;
                _process.Computed(done.Client, time, now);
                break;
            case Roll roll:
                _process.See(roll, time, now);
                break;
            case Save when _process.Kept.Term > 0 && _saved != (_process.Kept.Term, _process.Kept.Version):
                if (_host.Checkpoints!.Write(_process.Seat, folder => ServerCheckpoint.Write(folder, _process.Seat, _host.All.Digest, _process.Kept)))
                    _saved = (_process.Kept.Term, _process.Kept.Version);
                break;
            case LookAtAll look:
                look.Answer.TrySetResult(Look(time, look.Detail));
                break;
        }
    }

    private void Begin(RoundTask task) => _workers[task.Client % _workers.Length].Tell(task, Self);

    private void BeginHeld()
    {
        foreach (RoundTask task in _held) Begin(task);
        _held.Clear();
    }

    /// <summary>
    /// How long a unit of time has to be for the clients, in seconds: a local round and all that is to be sent for it must fit into
    /// the time that it is to take.
    /// </summary>
    private double Need()
    {
        const double Room = 1.5;
        double longest = 0;
        double interval = _federation.Method.Trigger is Methods.Federated.TimerTrigger timer ? timer.Interval : double.PositiveInfinity;
        foreach (LiveClient client in _process.Clients)
        {
            double time = _host.All.IsMeasured ? 1 : Math.Min(interval, _federation.Times.Nominal[client.Id]);
            longest = Math.Max(longest, (_seconds.GetValueOrDefault(client.Id) + client.SettleSeconds) / time);
        }
        return _host.All.IsMeasured ? longest : Room * longest;
    }

    private FederatedLook Look(double time, Detail detail)
    {
        int gradients = _federation.Method.Local.Steps * _federation.Method.Local.Correction.GradientsEach;
        List<NodeReport> nodes = [.. _process.Clients.Select(c => new NodeReport(c.Id, time, c.Done * gradients, 0, _seconds.GetValueOrDefault(c.Id), c.Resends, [], []))];
        if (_process.Server.Held is not { Settled: { } book } server) return new(_process.Term, [.. nodes], null);
        (long rounds, long updates) = ServerBook.Counts(book, _federation.Dimension);
        ImmutableArray<int> absent = [.. Enumerable.Range(0, _federation.Clients).Where(i => !server.IsPresent(i))];
        nodes.Add(new(_federation.Clients, time, 0, 0, server.KeepSeconds, server.Resends, [], detail switch
        {
            Detail.AllRows => [.. book],
            Detail.Estimates => [.. ServerBook.Model(book, _federation.Dimension)],
            _ => [],
        }));
        return new(_process.Term, [.. nodes], new(_process.Server.Term, server.SettledVersion, rounds, updates, absent));
    }
}
