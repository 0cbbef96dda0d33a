using Gossip.Core;
using Gossip.Sdp;
using Gossip.Topology;

namespace Gossip.Experiments.Running;

/// <summary>Rates from a file: an edge list with a rate on every line, or a plan.</summary>
public static class RateFile
{
    /// <summary>Reads rates for the edges of <paramref name="graph"/>: exactly these.</summary>
    public static RatedGraph Read(string path, Graph graph)
    {
        if (!IsPlan(path)) return GraphFile.ReadRates(path, graph);
        Plan plan = PlanFile.Read(path);
        Graph planned = plan.Program.Graph;
        if (planned.Nodes != graph.Nodes || !planned.Edges.SequenceEqual(graph.Edges))
            throw InputException.At(path, $"a plan for another graph ({planned.Name}: {planned.Nodes} nodes, {planned.Edges.Length} edges)",
                $"a plan for {graph.Name} ({graph.Nodes} nodes, {graph.Edges.Length} edges)");
        return new(graph, plan.Rated.Rates);
    }

    /// <summary>Whether the first character that is no blank opens a JSON object.</summary>
    private static bool IsPlan(string path)
    {
        try
        {
            using StreamReader text = new(path);
            int next;
            while ((next = text.Read()) >= 0)
                if (!char.IsWhiteSpace((char)next)) return next == '{';
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({e.Message})");
        }
    }
}
