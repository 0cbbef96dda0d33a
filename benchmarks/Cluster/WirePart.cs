using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gossip.Nodes.Wire;

namespace Gossip.Benchmarks.Cluster;

/// <summary>The lane for vectors between two processes, beside bare sockets that carry the same numbers, in turns.</summary>
internal static class WirePart
{
    public static TransportOptions Options(string identity, ClusterCertificate? certificate) =>
        new() { Identity = identity, Certificate = certificate, MaxVector = 20_000_000, MaxQueuedBytes = 32 << 20 };

    public static void Print(int rounds)
    {
        string pfx = Path.Combine(Path.GetTempPath(), $"gossip-bench-{Environment.ProcessId}.pfx");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 shared = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(pfx, shared.Export(X509ContentType.Pkcs12));
        try
        {
            using WireAsk plain = new(null), secure = new(pfx);
            Console.WriteLine("Two processes on loopback; one way, MB/s of numbers and processor seconds a GB at both ends; 'bare' is a blocking socket with pooled buffers, in turns with ours");
            Console.WriteLine($"{"doubles",10}{"bare",10}{"ours",10}{"ratio",8}{"with TLS",10}{"ratio",8}{"CPU bare",11}{"ours",8}{"with TLS",10}");
            foreach (int length in new[] { 1000, 10_000, 100_000, 1_000_000, 10_000_000 })
            {
                double[] vector = new double[length];
                for (int i = 0; i < length; i++) vector[i] = 1.0 / (i + 1);
                int batch = Math.Max(1, 16_000_000 / length);
                (double[][] seconds, double[] cpu) = Turns(rounds, [plain, plain, secure], () => plain.Bare(vector, batch), () => plain.Stream(vector, batch), () => secure.Stream(vector, batch));
                double[] rates = [.. seconds.Select(s => 8e-6 * length * batch / Median(s))];
                double Ratio(int k) => Median([.. seconds[0].Zip(seconds[k], (bare, ours) => bare / ours)]);
                double Cpu(int k) => cpu[k] / (8e-9 * length * batch);
                Console.WriteLine($"{length,10}{rates[0],10:F0}{rates[1],10:F0}{Ratio(1),8:F2}{rates[2],10:F0}{Ratio(2),8:F2}{Cpu(0),11:F2}{Cpu(1),8:F2}{Cpu(2),10:F2}");
            }
            Console.WriteLine("\nExchanges (offer and answer, d = 100) a second between two processes, by how many are in flight");
            Console.WriteLine($"{"in flight",10}{"ours",12}{"with TLS",12}{"bytes/exchange allocated here",32}");
            foreach (int flight in new[] { 1, 16, 64, 256 })
            {
                long before = GC.GetTotalAllocatedBytes(true);
                (double[][] seconds, _) = Turns(rounds, [plain, secure], () => plain.Exchange(100, flight, 20_000), () => secure.Exchange(100, flight, 20_000));
                double bytes = (GC.GetTotalAllocatedBytes(true) - before) / (2.0 * (rounds + 3) * 20_000);
                Console.WriteLine($"{flight,10}{20_000 / Median(seconds[0]),12:F0}{20_000 / Median(seconds[1]),12:F0}{bytes,32:F1}");
            }
        }
        finally
        {
            File.Delete(pfx);
        }
    }

    /// <summary>Seconds of each piece of work, in turns, after three rounds that are not counted; and processor seconds of a round.</summary>
    private static (double[][] Seconds, double[] Cpu) Turns(int rounds, WireAsk[] ends, params Action[] works)
    {
        double[][] seconds = [.. works.Select(_ => new double[rounds])], cpu = [.. works.Select(_ => new double[rounds])];
        for (int round = -3; round < rounds; round++)
            for (int k = 0; k < works.Length; k++)
            {
                double before = ends[k].ProcessorSeconds;
                Stopwatch watch = Stopwatch.StartNew();
                works[k]();
                if (round < 0) continue;
                seconds[k][round] = watch.Elapsed.TotalSeconds;
                cpu[k][round] = ends[k].ProcessorSeconds - before;
            }
        return (seconds, [.. cpu.Select(Median)]);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
