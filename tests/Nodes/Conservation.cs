using Gossip.Nodes.Virtual;

namespace Gossip.Nodes.Tests;

public class Conservation
{
    [Theory]
    [InlineData("ring:16", false)]
    [InlineData("barbell:16", true)]
    [InlineData("star:9", false)]
    public void At_a_common_time_z_and_z_tilde_sum_to_zero(string graph, bool warm)
    {
        Swarm swarm = Swarms.Dadao(graph, d: 5);
        using SequentialRuntime runtime = new(swarm, swarm.Start(warm));
        foreach (double time in new[] { 1, 10, 100 })
        {
            runtime.Advance(time);
            using SwarmState common = runtime.State.At(time);
            foreach (int row in new[] { 4, 5 })
                for (int c = 0; c < 5; c++)
                {
                    double sum = 0, largest = 0;
                    for (int i = 0; i < swarm.Nodes; i++)
                    {
                        sum += common.Row(i, row)[c];
                        largest = Math.Max(largest, Math.Abs(common.Row(i, row)[c]));
                    }
                    sum.ShouldBe(0, 1e-12 * largest * swarm.Nodes);
                }
        }
    }

    [Fact]
    public void All_nodes_reach_one_point_where_the_gradients_sum_to_zero()
    {
        Swarm swarm = Swarms.Dadao("grid:3x4", d: 5);
        using SequentialRuntime runtime = new(swarm, swarm.Start());
        runtime.Advance(1500);
        double[] x = new double[8], gradient = new double[8], sum = new double[8], first = new double[8];
        runtime.State.Estimate(0, first);
        for (int i = 0; i < swarm.Nodes; i++)
        {
            runtime.State.Estimate(i, x);
            for (int c = 0; c < 5; c++) x[c].ShouldBe(first[c], 1e-12);
            swarm.Objectives[i].Gradient(x, 0, gradient.AsSpan(0, 5));
            for (int c = 0; c < 5; c++) sum[c] += gradient[c];
        }
        foreach (double v in sum) v.ShouldBe(0, 1e-11);
    }
}
