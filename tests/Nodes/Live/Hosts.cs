using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;
using Gossip.Topology;

namespace Gossip.Nodes.Tests;

/// <summary>Hosts with actor systems, lanes and clocks of their own, on loopback; only the process is shared.</summary>
internal sealed class Hosts : IAsyncDisposable
{
    private static readonly byte[] Digest = new byte[32];
    private readonly Swarm _swarm;
    private readonly LiveSwarm _live;
    private readonly ClusterClient _client;
    private readonly ConcurrentQueue<string> _notices = [];
    private readonly long _began = Stopwatch.GetTimestamp();

    public Hosts(string graph, string? secret = "test", double scale = 1, Func<Graph, ImmutableArray<double>, RatedGraph>? measured = null)
    {
        _swarm = Swarms.Dadao(graph, d: 3);
        Secret = secret;
        _live = new()
        {
            Graph = GraphSpec.Parse(graph, 1),
            Rate = (g, costs, order) => order.On(g) ?? measured?.Invoke(g, costs) ?? UniformRates.Smallest(g).Scale(order == RateOrder.Uniform ? 1 : scale),
            MeasuresCosts = measured is not null,
            Method = (chi1, _) => Methods.Linear.Dadao.Create(0.5, 6, chi1),
            Dimension = 3,
            Seed = 1,
            Digest = Digest,
        };
        _client = new(new() { Identity = "client", Secret = secret, Experiment = Digest });
        _client.Refused += line => Note("client", line);
    }

    public static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Looks on, and gives orders.</summary>
    public ClusterClient Client => _client;

    public string? Secret { get; }

    public Dictionary<string, LiveHost> Running { get; } = [];

    public string Story => string.Join('\n', _notices);

    public IEnumerable<string> Notices => _notices;

    public async Task<LiveHost> Start(string name, int[] nodes, IReadOnlyList<PeerAddress>? seeds = null, Func<HostOptions, HostOptions>? change = null)
    {
        HostOptions options = new()
        {
            Name = name,
            Nodes = nodes,
            Seeds = seeds ?? [.. Running.Values.Take(1).Select(h => h.Address)],
            Secret = Secret,
            Notice = line => Note(name, line),
        };
        OwnNode[] own = [.. nodes.Select(n => new OwnNode(n, _swarm.Objectives[n], new double[6 * 3]))];
        LiveHost host = await LiveHost.Start(_live, own, change?.Invoke(options) ?? options);
        Running[name] = host;
        return host;
    }

    public async Task Crash(string name)
    {
        Note(name, "crashes");
        Running.Remove(name, out LiveHost? host);
        await host!.Crash();
    }

    /// <summary>Waits until all nodes given are within <paramref name="error"/> of the optimum of these nodes' objectives.</summary>
    public async Task Reach(double error, int[] nodes, int seconds = 90)
    {
        double[] optimum = Optimum(nodes);
        double found = double.PositiveInfinity;
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalSeconds < seconds;)
        {
            await Task.Delay(300);
            IReadOnlyList<ProcessReport> reports = await _client.AskAll([.. Running.Values.Select(h => h.Lane)], false, TimeSpan.FromSeconds(3));
            NodeReport[] all = [.. reports.SelectMany(r => r.Nodes).Where(n => nodes.Contains(n.Node))];
            if (all.Select(n => n.Node).Distinct().Count() < nodes.Length) continue;
            found = all.Max(n => Math.Sqrt(n.Rows.Select((v, c) => (v - optimum[c]) * (v - optimum[c])).Sum()));
            Note("error", $"{found:E2} " + string.Join("; ", reports.Select(r => $"{r.Name} t {r.Time:F0} unit {r.Unit * 1e3:F1} ms members {r.Members} {r.Paused}")));
            if (found < error) return;
        }
        throw new ShouldAssertException($"error {found:E2} after {seconds} s\n{Story}");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Task.WhenAll(Running.Values.Select(h => h.DisposeAsync().AsTask()));
        if (Environment.GetEnvironmentVariable("GOSSIP_STORY") is { } path) File.AppendAllText(path, Story + "\n----\n");
    }

    private void Note(string who, string line) => _notices.Enqueue($"{Stopwatch.GetElapsedTime(_began).TotalSeconds,7:F2} {who}: {line}");

    private double[] Optimum(int[] nodes)
    {
        double[] zero = new double[3], g = new double[3];
        double[,] hessian = new double[3, 3];
        double[] right = new double[3];
        foreach (int node in nodes)
        {
            double[] v = new double[3];
            _swarm.Objectives[node].Gradient(zero, 0, v);
            for (int c = 0; c < 3; c++)
            {
                double[] e = new double[3];
                e[c] = 1;
                _swarm.Objectives[node].Gradient(e, 0, g);
                for (int r = 0; r < 3; r++) hessian[r, c] += g[r] - v[r];
                right[c] -= v[c];
            }
        }
        return [.. MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(hessian).Solve(MathNet.Numerics.LinearAlgebra.Double.DenseVector.OfArray(right))];
    }
}
