using Gossip.Methods.Federated;

namespace Gossip.Nodes.Federated;

/// <summary>
/// Virtual time of one server and its clients: takes updates in the order of <see cref="ArrivalQueue"/>, hands out models, and
/// ends rounds when their trigger says so. An update that arrives at the moment of a tick still counts for it.
/// </summary>
internal sealed class FederatedEngine
{
    private readonly ClientTimes _times;
    private readonly ulong _seed;
    private readonly FederatedServer _server;
    private readonly FederationState _state;
    private readonly IClientWork _work;
    private readonly ArrivalQueue _queue;
    private readonly double _interval;
    private readonly bool _restartsAtOnce;

    public FederatedEngine(FederatedMethod method, ClientTimes times, ulong seed, FederatedServer server, FederationState state, IClientWork work)
    {
        (_times, _seed, _server, _state, _work) = (times, seed, server, state, work);
        _queue = new(times.Clients);
        _interval = method.Trigger is TimerTrigger timer ? timer.Interval : double.PositiveInfinity;
        _restartsAtOnce = method.Trigger is BufferTrigger { RestartsAtOnce: true };
    }

    /// <summary>Told every update, when it has been taken in.</summary>
    public Action<ClientUpdate>? Received { get; init; }

    /// <summary>Told the end of every round, at its time.</summary>
    public Action<double>? Closed { get; init; }

    /// <summary>Puts the clients of a state that was loaded back to work.</summary>
    public void Restore()
    {
        for (int i = 0; i < _state.Server.Clients; i++)
            if (!double.IsNaN(_state.Arrival[i])) _queue.Add(_state.Arrival[i], i);
    }

    /// <summary>Runs all that happens up to and including a time; false where it must wait for a client's work.</summary>
    public bool Run(double until)
    {
        if (!_state.IsOpen)
        {
            _state.IsOpen = true;
            Start(_server.Open(), 0);
        }
        long limit = ArrivalQueue.KeyOf(until);
        while (true)
        {
            double tick = _interval < double.PositiveInfinity ? (_state.Server.Rounds + 1) * _interval : double.PositiveInfinity;
            long tickKey = double.IsFinite(tick) ? ArrivalQueue.KeyOf(tick) : long.MaxValue;
            if (_queue.Count > 0 && _queue.First.Key <= Math.Min(limit, tickKey))
            {
                if (!Arrive(_queue.First.Client)) return false;
            }
            else if (tickKey <= limit)
            {
                Close(tick);
            }
            else
            {
                return true;
            }
        }
    }

    private bool Arrive(int client)
    {
        double time = _state.Arrival[client];
        bool isLost = _state.IsLost[client];
        if (!isLost && !_work.IsDone(client)) return false;
        _queue.RemoveFirst();
        _state.Arrival[client] = double.NaN;
        if (isLost)
        {
            Start(client, time);
            return true;
        }
        double weight = _server.Receive(client, _state.Slot(client));
        Received?.Invoke(new(time, client, _state.Server.Rounds, _state.Base[client], weight));
        if (_server.IsFull) Close(time);
        if (_restartsAtOnce) Start(client, time);
        return true;
    }

    private void Close(double time)
    {
        ReadOnlySpan<int> next = _server.Close();
        Closed?.Invoke(time);
        Start(next, time);
    }

    private void Start(ReadOnlySpan<int> clients, double time)
    {
        foreach (int client in clients) Start(client, time);
    }

    private void Start(int client, double time)
    {
        long round = _state.LocalRounds[client]++;
        (double duration, bool isLost) = _times.Draw(_seed, client, round);
        (_state.Arrival[client], _state.IsLost[client], _state.Base[client]) = (time + duration, isLost, _state.Server.Rounds);
        _queue.Add(_state.Arrival[client], client);
        if (isLost) return;
        _state.Server.Model.CopyTo(_state.Slot(client));
        _work.Begin(client, round);
    }
}
