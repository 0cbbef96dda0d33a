using CsCheck;
using Gossip.Core;

namespace Gossip.Objectives.Tests;

public class SplitTests
{
    private static readonly Gen<(Split Split, int Rows, int Nodes, ulong Seed, int Classes)> Cases =
        from kind in Gen.Enum<SplitKind>()
        from alpha in Gen.Int[-4, 2].Select(power => Math.Pow(10, power))
        from nodes in Gen.Int[1, 30]
        from more in Gen.Int[0, 200]
        from seed in Gen.ULong
        from classes in Gen.Int[0, 5]
        select (new Split(kind, alpha), nodes + more, nodes, seed, classes);

    [Fact]
    public void Every_row_goes_to_one_node_and_every_node_has_one() =>
        Cases.Sample(c =>
        {
            Table table = Numbered(c.Rows, c.Classes, c.Seed);
            IReadOnlyList<Table> parts = c.Split.Over(table, c.Nodes, c.Seed);
            parts.Count.ShouldBe(c.Nodes);
            parts.ShouldAllBe(part => part.Rows > 0);
            double[] rows = [.. parts.SelectMany(part => part.Features)];
            rows.Order().ShouldBe(Enumerable.Range(0, c.Rows).Select(r => (double)r));
            foreach (Table part in parts)
                for (int r = 0; r < part.Rows; r++)
                    part.Targets[r].ShouldBe(table.Targets[(int)part[r][0]]);
        }, iter: 300);

    [Fact]
    public void The_same_seed_gives_the_same_split() =>
        Cases.Sample(c =>
        {
            Table table = Numbered(c.Rows, c.Classes, 1);
            c.Split.Over(table, c.Nodes, c.Seed).Select(part => part.Features)
                .ShouldBe(c.Split.Over(table, c.Nodes, c.Seed).Select(part => part.Features));
        }, iter: 50);

    [Theory]
    [InlineData(SplitKind.Iid)]
    [InlineData(SplitKind.Sorted)]
    public void Equal_shares_differ_by_one_row_at_most(SplitKind kind) =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 100]).Sample((nodes, more) =>
        {
            int[] sizes = [.. new Split(kind).Over(Numbered(nodes + more, 3, 1), nodes, 1).Select(part => part.Rows)];
            (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
        }, iter: 100);

    [Fact]
    public void Sorted_nodes_follow_each_other_in_targets()
    {
        double[] targets = [.. new Split(SplitKind.Sorted).Over(Numbered(100, 0, 1), 7, 1).SelectMany(part => part.Targets)];
        targets.ShouldBe(targets.Order());
    }

    [Fact]
    public void Iid_mixes_the_rows()
    {
        double[] order = [.. Split.Iid.Over(Numbered(1000, 0, 1), 4, 1).SelectMany(part => part.Features)];
        double[] other = [.. Split.Iid.Over(Numbered(1000, 0, 1), 4, 2).SelectMany(part => part.Features)];
        order.Where((row, k) => row == k).Count().ShouldBeLessThan(10);
        order.Zip(other).Count(pair => pair.First == pair.Second).ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void Small_alpha_makes_nodes_of_few_classes_and_large_alpha_the_mixture_of_all(int classes)
    {
        double Purity(double alpha) => new Split(SplitKind.Dirichlet, alpha).Over(Numbered(4000, classes, 1), 8, 1)
            .Sum(part => part.Targets.GroupBy(b => classes == 0 ? Math.Floor(b * 10) : b).Max(group => group.Count())) / 4000.0;
        int all = classes == 0 ? 10 : classes;
        Purity(0.02).ShouldBeGreaterThan(2.2 / all);
        Purity(1000).ShouldBeLessThan(1.25 / all);
    }

    [Fact]
    public void Quantity_skews_sizes_but_not_classes()
    {
        IReadOnlyList<Table> parts = new Split(SplitKind.Quantity, 0.5).Over(Numbered(8000, 2, 1), 8, 1);
        parts.Max(part => part.Rows).ShouldBeGreaterThan(3 * parts.Min(part => part.Rows));
        foreach (Table part in parts.Where(part => part.Rows > 500))
            part.Targets.Average().ShouldBe(0, 0.2);
    }

    [Fact]
    public void Fewer_rows_than_nodes_and_a_senseless_alpha_are_refused()
    {
        Should.Throw<InputException>(() => Split.Iid.Over(Numbered(3, 2, 1), 4, 1))
            .Message.ShouldBe("numbers: found 3 rows, expected at least one for each of 4 nodes");
        Should.Throw<InputException>(() => new Split(SplitKind.Dirichlet, 0).Over(Numbered(3, 2, 1), 2, 1))
            .Message.ShouldBe("split: found alpha 0, expected a positive number");
    }

    /// <summary>One feature, the row's number; targets uniform in (0, 1) for no classes, else class numbers (±1 for two).</summary>
    private static Table Numbered(int rows, int classes, ulong seed)
    {
        Draws draws = new CounterStream(seed, Purpose.Solver, 5).From();
        var targets = new double[rows];
        for (int r = 0; r < rows; r++)
            targets[r] = classes == 0 ? draws.Uniform() : classes == 2 ? 2 * draws.Below(2) - 1 : draws.Below(classes);
        return new Table("numbers", ["row"], [.. Enumerable.Range(0, rows).Select(r => (double)r)], targets);
    }
}
