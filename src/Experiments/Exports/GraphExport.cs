using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Gossip.Topology;

namespace Gossip.Experiments.Exports;

/// <summary>A graph with its rates, and costs where it has some, for programs that know graphs. Nodes are numbered as here.</summary>
public static class GraphExport
{
    private const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    /// <summary>GraphML: for yEd, Gephi, NetworkX, igraph and others.</summary>
    public static string GraphMl(RatedGraph rated, ImmutableArray<double>? costs)
    {
        StringBuilder text = new();
        using (XmlWriter xml = XmlWriter.Create(new Utf8Text(text), new() { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("graphml", Namespace);
            foreach (string name in costs is null ? (string[])["rate"] : ["rate", "cost"])
            {
                xml.WriteStartElement("key", Namespace);
                foreach ((string key, string value) in (ReadOnlySpan<(string, string)>)[("id", name), ("for", "edge"), ("attr.name", name), ("attr.type", "double")]) xml.WriteAttributeString(key, value);
                xml.WriteEndElement();
            }
            xml.WriteStartElement("graph", Namespace);
            xml.WriteAttributeString("edgedefault", "undirected");
            for (int node = 0; node < rated.Graph.Nodes; node++)
            {
                xml.WriteStartElement("node", Namespace);
                xml.WriteAttributeString("id", Number(node));
                xml.WriteEndElement();
            }
            foreach ((int e, Edge edge) in rated.Graph.Edges.Index())
            {
                xml.WriteStartElement("edge", Namespace);
                xml.WriteAttributeString("source", Number(edge.I));
                xml.WriteAttributeString("target", Number(edge.J));
                Data("rate", rated.Rates[e]);
                if (costs is { } of) Data("cost", of[e]);
                xml.WriteEndElement();
            }

            void Data(string key, double value)
            {
                xml.WriteStartElement("data", Namespace);
                xml.WriteAttributeString("key", key);
                xml.WriteString(Number(value));
                xml.WriteEndElement();
            }
        }
        return text.Append('\n').ToString();
    }

    /// <summary>DOT: for Graphviz, which draws rates as widths of lines.</summary>
    public static string Dot(RatedGraph rated, ImmutableArray<double>? costs)
    {
        double largest = rated.Rates.Max();
        StringBuilder text = new("graph {\n  node [shape=circle]\n");
        for (int node = 0; node < rated.Graph.Nodes; node++) text.Append(CultureInfo.InvariantCulture, $"  {node}\n");
        foreach ((int e, Edge edge) in rated.Graph.Edges.Index())
        {
            // numbers with exponents need quotes in DOT
            string cost = costs is { } of ? $", cost=\"{Number(of[e])}\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {edge.I} -- {edge.J} [rate=\"{Number(rated.Rates[e])}\"{cost}, penwidth={0.5 + 3 * (largest > 0 ? rated.Rates[e] / largest : 0):0.##}]\n");
        }
        return text.Append("}\n").ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Utf8Text(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(false);
    }
}
