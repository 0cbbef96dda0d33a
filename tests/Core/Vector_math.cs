using System.Runtime.Intrinsics;
using CsCheck;
using Gossip.Core;

namespace Gossip.Core.Tests;

public class Vector_math
{
    private static readonly Gen<double[]> Eight = Gen.Double[-1, 1].Array[8];

    [Fact]
    public void Exp_agrees_with_the_library_to_a_few_units_in_the_last_place() =>
        Eight.Sample(u =>
        {
            double[] x = u.Select(v => v * 690).ToArray();
            Close(VectorMath.Exp(Vector512.Create(x)), x, Math.Exp, 4e-16);
        });

    [Fact]
    public void Log_agrees_with_the_library_to_a_few_units_in_the_last_place() =>
        Eight.Sample(u =>
        {
            double[] x = u.Select(v => Math.Exp(v * 40)).ToArray();
            Close(VectorMath.Log(Vector512.Create(x)), x, Math.Log, 4e-16);
            double[] unit = u.Select(v => 0.5 + v * 0.499999).ToArray();
            Close(VectorMath.Log(Vector512.Create(unit)), unit, Math.Log, 4e-16);
        });

    [Fact]
    public void Sine_and_cosine_agree_with_the_library_to_a_few_units_in_the_last_place() =>
        Eight.Sample(u =>
        {
            double[] x = u.Select(v => v * v * v * 1e5).ToArray();
            (Vector512<double> sin, Vector512<double> cos) = VectorMath.SinCos(Vector512.Create(x));
            for (int k = 0; k < 8; k++)
            {
                sin[k].ShouldBe(Math.Sin(x[k]), 3e-16);
                cos[k].ShouldBe(Math.Cos(x[k]), 3e-16);
            }
        });

    [Fact]
    public void A_lane_does_not_depend_on_its_neighbours() =>
        Eight.Sample(u =>
        {
            Vector512<double> x = Vector512.Create(u) * 500.0;
            for (int k = 0; k < 8; k++)
            {
                Vector512<double> alone = Vector512.Create(x[k]);
                VectorMath.Exp(x)[k].ShouldBe(VectorMath.Exp(alone)[0]);
                VectorMath.SinCos(x).Sin[k].ShouldBe(VectorMath.SinCos(alone).Sin[0]);
                VectorMath.SinCos(x).Cos[k].ShouldBe(VectorMath.SinCos(alone).Cos[0]);
                VectorMath.Log(Vector512.Abs(x) + Vector512.Create(1e-9))[k]
                    .ShouldBe(VectorMath.Log(Vector512.Abs(alone) + Vector512.Create(1e-9))[0]);
            }
        });

    private static void Close(Vector512<double> got, double[] x, Func<double, double> expected, double relative)
    {
        for (int k = 0; k < 8; k++) got[k].ShouldBe(expected(x[k]), Math.Abs(expected(x[k])) * relative);
    }
}
