using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gossip.Core;
using Gossip.Methods.Linear;
using Gossip.Nodes;
using Gossip.Nodes.Virtual;
using Gossip.Objectives;
using Gossip.Topology;

string spec = args[0]; int d = int.Parse(args[1]); double seconds = 2;
Graph graph = GraphSpec.Parse(spec, 1);
RatedGraph rated = RatedGraph.Uniform(graph, args.Length > 2 ? double.Parse(args[2]) * graph.Nodes : 2.5 * graph.Nodes);
var objectives = Enumerable.Range(0, graph.Nodes).Select(i => (IObjective)new Gram(d, (ulong)i)).ToArray();
var method = Dadao.Create(1, 4, 3);
Swarm swarm = new() { Method = method, Objectives = objectives, Schedule = Schedule.Constant(rated), Seed = 1 };
using SequentialRuntime run = new(swarm, SwarmState.Start(method, objectives));
double unit = 200000.0 / (rated.TotalRate + graph.Nodes);
for (int rep = 0; rep < 5; rep++)
{
    long before = run.Gradients + run.Exchanges; var sw = Stopwatch.StartNew(); long alloc = GC.GetAllocatedBytesForCurrentThread();
    double t = run.Time;
    double c0 = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
    while (sw.Elapsed.TotalSeconds < seconds / 4) { t += unit; run.Advance(t); }
    double s = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - c0; long ev = run.Gradients + run.Exchanges - before;
    Console.WriteLine($"{ev / s / 1e6:F2} M events/s  {s / ev * 1e9:F0} ns  alloc {GC.GetAllocatedBytesForCurrentThread() - alloc} gradients {run.Gradients / (double)(run.Gradients + run.Exchanges):F2}");
}

sealed class Gram : IObjective
{
    readonly int _d, _p; readonly double[] _h, _b;
    public Gram(int d, ulong seed) { _d = d; _p = Padding.Of(d); _h = new double[_p * _p]; _b = new double[_p]; var dr = new CounterStream(seed, Purpose.Split).From(); for (int i = 0; i < d; i++) { _h[i * _p + i] = 1 + 3 * dr.Uniform(); _b[i] = dr.Normal(); } }
    public int Dimension => _d; public double Mu => 1; public double L => 4;
    public double Value(ReadOnlySpan<double> x) => 0;
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Gradient(ReadOnlySpan<double> x, long draw, Span<double> g)
    {
        fixed (double* h = _h, b = _b, px = x, pg = g)
            for (int o = 0; o < _p; o += 8)
            {
                Vector512<double> s = -Vector512.Load(b + o);
                for (int c = 0; c < _d; c++) s = Vector512.FusedMultiplyAdd(Vector512.Load(h + c * _p + o), Vector512.Create(px[c]), s);
                s.Store(pg + o);
            }
    }
}
