using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gossip.Sdp.Tests.Literal;

/// <summary>min cᵀx subject to Σ x_i F_i − F_0 ⪰ 0 in blocks, as an SDPA sparse file, and CSDP to solve it.</summary>
internal sealed class SdpaProblem
{
    private readonly List<double> _costs = [];
    private readonly List<int> _blocks = [];
    private readonly List<(int Matrix, int Block, int Row, int Column, double Value)> _entries = [];

    public static bool IsSolverInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "csdp")));

    /// <summary>A variable's number, from 1 on.</summary>
    public int Variable(double cost)
    {
        _costs.Add(cost);
        return _costs.Count;
    }

    /// <summary>A block's number, from 1 on.</summary>
    public int Block(int size)
    {
        _blocks.Add(size);
        return _blocks.Count;
    }

    /// <summary>Puts a number at (row, column), from 0 on, and at its mirror image, in F_variable or for 0 in −F_0.</summary>
    public void Put(int variable, int block, int row, int column, double value)
    {
        if (value != 0) _entries.Add((variable, block, Math.Min(row, column) + 1, Math.Max(row, column) + 1, variable == 0 ? -value : value));
    }

    /// <summary>A variable times vvᵀ.</summary>
    public void PutSquare(int variable, int block, double[] v, double factor = 1)
    {
        for (int i = 0; i < v.Length; i++)
            for (int j = i; j < v.Length; j++) Put(variable, block, i, j, factor * v[i] * v[j]);
    }

    /// <summary>Σ factor · variable ≤ limit.</summary>
    public void AtMost(double limit, IEnumerable<(int Variable, double Factor)> terms)
    {
        int block = Block(1);
        Put(0, block, 0, 0, limit);
        foreach ((int variable, double factor) in terms) Put(variable, block, 0, 0, -factor);
    }

    public double Solve()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        StringBuilder text = new(FormattableString.Invariant($"{_costs.Count}\n{_blocks.Count}\n{string.Join(' ', _blocks)}\n"));
        text.AppendJoin(' ', _costs.Select(c => c.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        foreach (var group in _entries.GroupBy(e => (e.Matrix, e.Block, e.Row, e.Column)).OrderBy(g => g.Key))
            text.Append(CultureInfo.InvariantCulture, $"{group.Key.Matrix} {group.Key.Block} {group.Key.Row} {group.Key.Column} {group.Sum(e => e.Value):R}\n");
        File.WriteAllText(Path.Combine(folder, "problem.dat-s"), text.ToString());
        using Process process = Process.Start(new ProcessStartInfo("csdp", ["problem.dat-s", "solution"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Directory.Delete(folder, recursive: true);
        output.ShouldContain("Success: SDP solved");
        string line = output.Split('\n').Single(l => l.StartsWith("Dual objective value:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
