using Gossip.Core;

namespace Gossip.Objectives.Tests;

/// <summary>What a process with some of the nodes builds is what the whole has there, though the others' files are away.</summary>
public sealed class Parts_of_a_problem : IDisposable
{
    private readonly Folder _folder = new();

    public Parts_of_a_problem()
    {
        for (int node = 0; node < 4; node++)
            _folder.Write($"node-{node}.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 8).Select(r => $"{Math.Sin(8 * node + r):R},{Math.Cos(5 * node + r):R},{(r + node) % 3}\n")));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("least-squares", null, null, 1.0)]
    [InlineData("least-squares", null, 0.25, 1.0)]
    [InlineData("softmax", 3, null, 1.0)]
    [InlineData("softmax", 3, 0.25, 16.0)]
    public void Are_those_of_the_whole(string loss, int? classes, double? share, double scale)
    {
        ProblemOptions options = new() { Data = _folder.Path, Loss = loss, Nodes = 4, Classes = classes, TestShare = share, Scale = scale, L2 = 0.1, Batch = 2, Bias = true };
        Problem whole = options.Build();
        foreach (int gone in (int[])[0, 2]) File.Delete(_folder.Of($"node-{gone}.csv"));
        LocalProblem part = options.BuildFor([3, 1], needsConstants: false);
        double[] x = [.. Enumerable.Range(0, Padding.Of(whole.Dimension)).Select(k => k < whole.Dimension ? 0.1 * k - 0.3 : 0)];
        double[] here = new double[x.Length], there = new double[x.Length];
        foreach ((int k, int node) in ((int[])[3, 1]).Index())
        {
            part.Objectives[k].Value(x).ShouldBe(whole.Objectives[node].Value(x));
            part.Objectives[k].Gradient(x, 5, here);
            whole.Objectives[node].Gradient(x, 5, there);
            here.ShouldBe(there);
        }
    }

    [Theory]
    [InlineData("least-squares", null, false, true, "mu and l beside them")]
    [InlineData("softmax", null, false, false, "problem.classes beside them")]
    [InlineData("softmax", 3, false, true, "mu and l beside them")]
    [InlineData("softmax", 3, true, false, "all of them: standardise")]
    public void That_take_more_than_is_there_are_told(string loss, int? classes, bool standardise, bool needsConstants, string expected)
    {
        File.Delete(_folder.Of("node-0.csv"));
        ProblemOptions options = new() { Data = _folder.Path, Loss = loss, Nodes = 4, Classes = classes, L2 = 0.1, Standardise = standardise };
        Should.Throw<InputException>(() => options.BuildFor([1], needsConstants)).Message.ShouldContain(expected);
    }
}
