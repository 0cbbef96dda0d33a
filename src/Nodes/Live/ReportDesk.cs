using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>Answers questions about a process that come in on its lane. Only peers that the lane has let in can ask.</summary>
internal sealed class ReportDesk
{
    private readonly ITransport _lane;
    private readonly Func<bool, Task<ProcessReport>> _report;
    private readonly Func<Task> _stop;

    public ReportDesk(ITransport lane, Func<bool, Task<ProcessReport>> report, Func<Task> stop)
    {
        (_lane, _report, _stop) = (lane, report, stop);
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
            case { Ask: "stop" }:
                _ = _stop();
                break;
        }
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
        foreach (NodeReport[] part in report.Nodes.Chunk(ReportWire.NodesEach))
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
