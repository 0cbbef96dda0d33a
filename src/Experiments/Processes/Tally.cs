using Gossip.Nodes.Live;

namespace Gossip.Experiments.Processes;

/// <summary>
/// Time and counts of a whole run, from what its processes say of themselves: a process that died keeps what it had done, one
/// that comes back adds what it does from then on.
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<(string, int), long> _bytes = [];
    private readonly Dictionary<int, (int Process, long Gradients, long Exchanges, long Resends)> _nodes = [];
    private long _exchanges;

    /// <summary>The latest time of any process: they hear each other's.</summary>
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
        foreach (ProcessReport report in reports)
        {
            BytesSent += Math.Max(0, report.BytesSent - _bytes.GetValueOrDefault((report.Name, report.ProcessId)));
            _bytes[(report.Name, report.ProcessId)] = report.BytesSent;
            if (report.Epoch != 0) Time = Math.Max(Time, report.Time);
            foreach (NodeReport node in report.Nodes) Take(node, report.ProcessId);
        }
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
