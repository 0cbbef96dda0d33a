using Gossip.Nodes.Live;

namespace Gossip.Experiments.Processes;

/// <summary>
/// Time and counts of a whole run, from what its processes say of themselves: a process that died keeps what it had done, one
/// that comes back adds what it does from then on.
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<(string, int), ProcessReport> _last = [];
    private readonly Dictionary<int, (int Process, long Gradients, long Exchanges, long Resends)> _nodes = [];
    private long _exchanges;
    private bool _hasBegun;

    /// <summary>The mean over processes of how far their clocks went.</summary>
    public double Time { get; private set; }

    /// <summary>Gradients taken, over all nodes.</summary>
    public long Gradients { get; private set; }

    /// <summary>Exchanges; both ends together count once.</summary>
    public long Communications => _exchanges / 2;

    /// <summary>Bytes sent from process to process.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Offers sent again.</summary>
    public long Resends { get; private set; }

    /// <summary>Takes in what processes say now.</summary>
    public void Take(IReadOnlyList<ProcessReport> reports)
    {
        double gone = 0;
        int known = 0;
        foreach (ProcessReport report in reports)
        {
            if (_last.TryGetValue((report.Name, report.ProcessId), out ProcessReport? before))
            {
                gone += Math.Max(0, report.Time - before.Time);
                known++;
            }
            BytesSent += Math.Max(0, report.BytesSent - (before?.BytesSent ?? 0));
            _last[(report.Name, report.ProcessId)] = report;
            foreach (NodeReport node in report.Nodes) Take(node, report.ProcessId);
        }
        if (known > 0) Time += gone / known;
        if (_hasBegun || reports.All(r => r.Epoch == 0)) return;
        _hasBegun = true;
        Time = Math.Max(Time, reports.Average(r => r.Time));
    }

    private void Take(NodeReport node, int process)
    {
        bool isKnown = _nodes.TryGetValue(node.Node, out (int Process, long Gradients, long Exchanges, long Resends) before), isSame = isKnown && before.Process == process;
        // a new life starts its counts of exchanges anew, and that of gradients at its checkpoint
        Gradients += Math.Max(0, node.Gradients - (isKnown ? before.Gradients : 0));
        _exchanges += Math.Max(0, node.Exchanges - (isSame ? before.Exchanges : 0));
        Resends += Math.Max(0, node.Resends - (isSame ? before.Resends : 0));
        _nodes[node.Node] = (process, node.Gradients, node.Exchanges, node.Resends);
    }
}
