using System.Runtime.Intrinsics;
using CsCheck;
using Gossip.Core;

namespace Gossip.Objectives.Tests;

public class ExpTests
{
    [Fact]
    public void The_exponential_is_right_to_two_units_in_the_last_place() =>
        Gen.Double[-700, 700].Sample(x =>
            Math.Abs(VectorMath.Exp(Vector512.Create(x))[0] / Math.Exp(x) - 1).ShouldBeLessThan(4.5e-16), iter: 20_000);

    [Fact]
    public void Lanes_do_not_depend_on_their_neighbours() =>
        Gen.Double[-900, 900].Array[8].Sample(x =>
        {
            Vector512<double> together = VectorMath.Exp(Vector512.Create(x));
            for (int k = 0; k < 8; k++) together[k].ShouldBe(VectorMath.Exp(Vector512.Create(x[k]))[k]);
        }, iter: 500);

    [Fact]
    public void Arguments_are_clamped_and_NaN_stays()
    {
        VectorMath.Exp(Vector512<double>.Zero)[0].ShouldBe(1);
        VectorMath.Exp(Vector512.Create(1e9))[0].ShouldBe(Math.Exp(700), 1e-15 * Math.Exp(700));
        VectorMath.Exp(Vector512.Create(double.NegativeInfinity))[0].ShouldBe(Math.Exp(-700), 1e-15 * Math.Exp(-700));
        double.IsNaN(VectorMath.Exp(Vector512.Create(double.NaN))[0]).ShouldBeTrue();
    }
}
