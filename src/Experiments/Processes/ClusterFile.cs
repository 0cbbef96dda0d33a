using System.Globalization;
using System.Text;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Processes;

/// <summary>cluster.csv: where a cluster stood at every measurement, row for row beside metrics.csv.</summary>
internal sealed class ClusterFile : IDisposable
{
    private readonly StreamWriter _text;

    public ClusterFile(string path)
    {
        _text = new(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        _text.WriteLine("time,seconds,processes,nodes,epoch,unit,margin,error,error_of_all,bytes_sent,resends");
    }

    public void Add(Reading reading, double seconds, Tally tally)
    {
        ClusterState s = reading.State;
        _text.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{reading.Point.Time},{seconds:F3},{s.Processes},{s.Nodes},{reading.Epoch:x16},{s.Unit},{s.Margin},{reading.Point.Error},{s.ErrorOfAll},{tally.BytesSent},{tally.Resends}"));
        _text.Flush();
    }

    public void Dispose() => _text.Dispose();
}
