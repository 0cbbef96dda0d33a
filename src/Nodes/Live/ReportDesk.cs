using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Answers questions about a process that come in on its lane, and takes orders. Only peers that the lane has let in can ask.</summary>
internal sealed class ReportDesk
{
    private readonly ITransport _lane;
    private readonly Func<bool, Task<ProcessReport>> _report;
    private readonly Func<Task> _stop;
    private readonly Action<Order> _obey;

    public ReportDesk(ITransport lane, Func<bool, Task<ProcessReport>> report, Func<Task> stop, Action<Order> obey)
    {
        (_lane, _report, _stop, _obey) = (lane, report, stop, obey);
        lane.ControlReceived = (PeerAddress from, in EdgeHeader header, ReadOnlySpan<byte> bytes) => Take(from, bytes);
    }

    /// <summary>A control message has come.</summary>
    public void Take(PeerAddress from, ReadOnlySpan<byte> bytes)
    {
        switch (ReportWire.Parse(bytes))
        {
            case { Ask: "report" } question:
                _ = Answer(from, question);
                break;
            case { Ask: "leave" }:
                _ = _stop();
                break;
            case { Ask: "order", Order: { } order } question:
                _ = Task.Run(() => Take(from, question, order));
                break;
        }
    }

    private void Take(PeerAddress from, ReportWire question, Order order)
    {
        string refusal = "";
        try
        {
            _obey(order);
        }
        catch (InputException mistake)
        {
            refusal = mistake.Message;
        }
        _lane.TrySendControl(from, ReportWire.Header, new ReportWire { Query = question.Query, Refusal = refusal }.ToBytes());
    }

    private async Task Answer(PeerAddress to, ReportWire question)
    {
        ProcessReport report;
        try
        {
            report = await _report(question.AllRows).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return; // whoever asks asks again
        }
        foreach (NodeReport[] part in ReportWire.Parts(report.Nodes))
        {
            ReportWire answer = new()
            {
                Query = question.Query,
                NodesInAll = report.Nodes.Length,
                Report = report with { Nodes = [.. part.Select(n => n with { Rows = [] })] },
            };
            _lane.TrySendControl(to, ReportWire.Header, answer.ToBytes());
        }
        foreach (NodeReport node in report.Nodes)
            _lane.TrySend(to, new(EdgeMessageKind.Message, node.Node, -1, report.Epoch, 0, question.Query, node.Time, report.Unit), node.Rows);
    }
}
