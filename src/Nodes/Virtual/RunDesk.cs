using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Virtual;

/// <summary>
/// Carries out the orders of whoever drives a run, one at a time, and says so. An order under way is answered at once when it
/// is repeated, which tells the driver that the process lives.
/// </summary>
internal sealed class RunDesk(VirtualHost host, ITransport lane, uint incarnation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private readonly Lock _gate = new();
    private (PeerAddress From, long Number) _current;
    private RunWire? _answer;

    /// <summary>Who drives the run, once somebody does.</summary>
    public PeerAddress? Driver { get; private set; }

    /// <summary>An order has come.</summary>
    public void Take(PeerAddress from, RunWire order)
    {
        if (order.Order is RunWire.Stop)
        {
            _ = host.Stop();
            return;
        }
        Driver = from;
        if (order.Incarnation != 0 && order.Incarnation != incarnation)
        {
            Answer(from, order, new() { Failure = $"{host.Options.Name} was started anew during the run" });
            return;
        }
        if (host.Failure is { } failure)
        {
            Answer(from, order, new() { Failure = failure });
            return;
        }
        if (order.Order is RunWire.Hello)
        {
            Answer(from, order, new() { Done = host.IsReady, Waiting = host.WaitingFor, Nodes = host.Options.Nodes.Count, Fingerprint = host.Fingerprint });
            return;
        }
        lock (_gate)
        {
            // what could not be carried out is tried anew
            if (_current == (from, order.Number) && _answer is null or { Done: true })
            {
                Answer(from, order, _answer ?? new());
                return;
            }
            if (order.Number < _current.Number && from == _current.From) return;
            (_current, _answer) = ((from, order.Number), null);
        }
        _ = Task.Run(() => CarryOut(from, order));
    }

    /// <summary>Tells the driver that the run has failed.</summary>
    public void TellFailure(string line)
    {
        if (Driver is { } driver) Answer(driver, new() { Number = _current.Number }, new() { Failure = line });
    }

    private async Task CarryOut(PeerAddress from, RunWire order)
    {
        RunWire answer;
        try
        {
            answer = order.Order switch
            {
                RunWire.Advance => await host.Advance(order.Time).ConfigureAwait(false),
                RunWire.Rows => await host.Read(nodes => Send(from, order.Number, nodes)).ConfigureAwait(false),
                RunWire.Load => await host.Load(order.Time).ConfigureAwait(false),
                _ => new() { Failure = $"an order '{order.Order}', which this version does not know" },
            };
        }
#pragma warning disable CA1031 // whatever a node's objective throws ends the run, with the cause
        catch (Exception cause)
#pragma warning restore CA1031
        {
            answer = new() { Failure = $"{host.Options.Name}: {cause.Message}" };
            host.Fail(1, answer.Failure);
        }
        lock (_gate)
        {
            if (_current != (from, order.Number)) return;
            _answer = answer;
        }
        Answer(from, order, answer);
    }

    private async Task Send(PeerAddress to, long number, ProcessNodes nodes)
    {
        foreach (int node in nodes.Nodes)
        {
            (double[] rows, double time, long gradients) = nodes.Of(node);
            EdgeHeader header = new(EdgeMessageKind.Message, node, -1, (ulong)gradients, 0, number, time, 0);
            while (_current == (to, number) && !lane.TrySend(to, header, rows)) await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    private void Answer(PeerAddress to, RunWire order, RunWire answer) =>
        lane.TrySendControl(to, RunWire.Header, (answer with { Number = order.Number, Incarnation = incarnation }).ToBytes());
}
