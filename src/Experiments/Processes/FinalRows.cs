using System.Text;
using Gossip.Experiments.Running;
using Gossip.Nodes;
using Gossip.Nodes.Live;

namespace Gossip.Experiments.Processes;

/// <summary>The rows that nodes had at the end, collected from their processes.</summary>
internal static class FinalRows
{
    /// <summary>The state of the nodes that answered, and which these are.</summary>
    public static (SwarmState State, int[] Nodes)? Of(Setup setup, IReadOnlyList<ProcessReport> reports)
    {
        NodeReport[] nodes = [.. reports.SelectMany(r => r.Nodes).DistinctBy(n => n.Node).OrderBy(n => n.Node)];
        if (nodes.Length == 0) return null;
        SwarmState state = SwarmState.Start(setup.Swarm.Method, [.. nodes.Select(n => setup.Problem.Objectives[n.Node])]);
        using MemoryStream bytes = new();
        using (BinaryWriter to = new(bytes, Encoding.UTF8, leaveOpen: true))
            foreach (NodeReport node in nodes)
            {
                to.Write(node.Time);
                to.Write(node.Gradients);
                foreach (double value in node.Rows) to.Write(value);
            }
        bytes.Position = 0;
        using BinaryReader from = new(bytes);
        state.Load(from);
        return (state, [.. nodes.Select(n => n.Node)]);
    }
}
