using System.Diagnostics;
using System.Globalization;
using Gossip.Core;
using Gossip.Methods.Online;

namespace Gossip.Benchmarks.Engine;

/// <summary>Rounds per second of online learners at d = 10, in turns with the same methods in Python (online.py) where there is one.</summary>
internal static class Online
{
    private const int Dimension = 10;

    public static void Print(int rounds)
    {
        Console.WriteLine($"\nOnline, one thread, d = {Dimension}, quadratic losses: rounds per second; Python is benchmarks/Engine/online.py, with NumPy where that is installed, and PyNOL's own classes where that is");
        Console.WriteLine($"{"case",-46}{"rounds",14}{"Python",14}{"ratio",8}{"bytes/round",13}");
        Ball ball = new(1);
        foreach ((string name, string python, OnlineMethod method) in new (string, string, OnlineMethod)[]
        {
            ("optimistic mirror descent", "omd", Sea.Convex(ball, 2, 2, 1)),
            ("the same, strongly convex", "", Sea.StronglyConvex(ball, 1)),
            ("optimistic leader", "", Sea.Leader(ball, 2, 2, 1)),
            ("the same beside PyNOL's OptimisticOGD", "pynol-omd", Sea.Convex(ball, 2, 2, 1)),
            ("ensemble", "ensemble", Sea.TwoLayers(ball, 2, 2, 1, 1_000_000)),
            ("ensemble beside PyNOL's SwordPP", "pynol-swordpp", Sea.TwoLayers(ball, 2, 2, 1, 1_000_000)),
            ("Newton steps", "", Sea.ExpConcave(ball, 0.03, 1.1)),
        })
        {
            using IOnlineLearner learner = method.Start(Dimension);
            double[] targets = Targets(), g = new double[Padding.Of(Dimension)];
            int at = 0;
            double Work()
            {
                const int Rounds = 2000;
                for (int t = 0; t < Rounds; t++)
                {
                    ReadOnlySpan<double> x = learner.Point;
                    for (int k = 0; k < Dimension; k++) g[k] = x[k] - targets[at + k];
                    at = (at + Dimension) % targets.Length;
                    learner.Learn(g);
                }
                return Rounds;
            }
            List<Meter> meters = [new("ours", Work)];
            if (python.Length > 0) meters.Add(new("python", () => InPython(python)));
            double[] rates = Meter.Rates(rounds, [.. meters]);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            double done = Work();
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            string other = rates.Length > 1 && rates[1] > 0 ? $"{rates[1],14:F0}{rates[0] / rates[1],8:F0}" : $"{"-",14}{"-",8}";
            Console.WriteLine($"{name,-46}{rates[0],14:F0}{other}{bytes / done,13:F4}");
        }
        Scaling();
    }

    /// <summary>Newton steps cost O(d²): time per round over d² should not grow, and its exponent between two dimensions not pass 2.</summary>
    private static void Scaling()
    {
        (int D, double Each) last = default;
        // the first time is for the compiler
        foreach (int d in new[] { 10, 10, 25, 50, 100, 200, 400 })
        {
            using Learner learner = Sea.ExpConcave(new Ball(1), 0.1, 1).Start(d);
            double[] g = new double[Padding.Of(d)];
            Draws draws = new CounterStream(3UL).From();
            const int Rounds = 2000;
            Stopwatch watch = Stopwatch.StartNew();
            for (int t = 0; t < Rounds; t++)
            {
                for (int k = 0; k < d; k++) g[k] = learner.Point[k] - draws.Normal() / Math.Sqrt(d) - (k == 0 ? 0.5 : 0);
                learner.Learn(g);
            }
            double each = watch.Elapsed.TotalSeconds / Rounds;
            string exponent = last.D > 0 && last.D < d ? $"{Math.Log(each / last.Each) / Math.Log((double)d / last.D),8:F2}" : "";
            Console.WriteLine($"Newton steps, d = {d,-4}{each * 1e6,10:F1} us/round{each / d / d * 1e9,8:F2} ns/d^2{exponent}");
            last = (d, each);
        }
    }

    private static double[] Targets()
    {
        Draws draws = new CounterStream(1UL).From();
        double[] targets = new double[1000 * Dimension];
        for (int k = 0; k < targets.Length; k++) targets[k] = (k % Dimension == 0 ? 0.5 : 0) + 0.5 * draws.Normal() / Math.Sqrt(Dimension);
        return targets;
    }

    /// <summary>Rounds that Python plays in as many seconds as it says, scaled to the seconds that we wait for it.</summary>
    private static double InPython(string method)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", ["benchmarks/Engine/online.py", method]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) ? rate * Stopwatch.GetElapsedTime(began).TotalSeconds : 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Thread.Sleep(300);
            return 0;
        }
    }
}
