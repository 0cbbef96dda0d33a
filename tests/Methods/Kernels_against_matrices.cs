using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using CsCheck;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Methods.Linear;

namespace Gossip.Methods.Tests;

/// <summary>Compiled kernels of random methods, against the same matrices multiplied out plainly.</summary>
public unsafe class Kernels_against_matrices
{
    private static readonly Gen<(int Rows, int Dimension, ulong Seed)> Cases = Gen.Select(
        Gen.Int[1, 7], Gen.OneOf(Gen.Int[1, 40], Gen.Int[0, 4].Select(k => new[] { 64, 511, 512, 600, 1024 }[k])), Gen.ULong);

    [Fact]
    public void Every_kernel_does_what_its_matrices_say() =>
        Cases.Sample((rows, d, seed) =>
        {
            Draws draws = new CounterStream(seed).From();
            LinearMethod method = Random(rows, ref draws);
            LinearKernel kernel = new(method, d);
            int padded = Padding.Of(d);
            using AlignedBuffer memory = new(3 * kernel.NodeSize + 4 * padded + 16 * rows * rows);
            double* i = memory.Pointer, j = i + kernel.NodeSize, v = j + kernel.NodeSize, m = v + padded, peer = m + padded, f = peer + padded;
            double[,] flowI = Flow(method, f, 0), flowJ = Flow(method, f, 1);
            double[,] a = Fill(i), b = Fill(j);
            double[] gradient = FillVector(v), other = FillVector(peer);

            kernel.Estimate(i, f, m);
            double[,] ai = MatrixExponential.Times(flowI, a);
            Close(m, c => Dot(method.Estimate, ai, c));
            Same(i, a);

            kernel.Exchange(i, f, j, f + 1);
            double[,] bj = MatrixExponential.Times(flowJ, b);
            Func<int, double> w = c => Dot(method.Message, ai, c) - Dot(method.Message, bj, c);
            Rows(i, (r, c) => ai[r, c] + method.ExchangeGain[r] * w(c));
            Rows(j, (r, c) => bj[r, c] - method.ExchangeGain[r] * w(c));

            // an exchange in two halves has the bits of one in one memory
            double[,] whole = Read(i);
            Write(i, a);
            Write(j, b);
            kernel.Message(i, f, m);
            kernel.Message(j, f + 1, v);
            kernel.Jump(i, m, v);
            Same(i, whole);

            // a jump left for the next message has the bits of the two in turn
            kernel.Message(i, f + 1, peer);
            double[,] turns = Read(i);
            double[] message = [.. new ReadOnlySpan<double>(peer, d)];
            Write(i, a);
            kernel.Message(i, f, m);
            kernel.JumpMessage(i, f + 1, peer, m, v);
            Same(i, turns);
            new ReadOnlySpan<double>(peer, d).ToArray().ShouldBe(message);

            Write(i, a);
            FillFrom(v, gradient);
            kernel.Gradient(i, f, v);
            double[,] stepped = MatrixExponential.Times(method.GradientMatrix, ai);
            Rows(i, (r, c) => stepped[r, c] + method.GradientGain[r] * gradient[c]);

            Write(i, a);
            kernel.Flow(i, f, null);
            Rows(i, (r, c) => ai[r, c]);
            Tails();

            double[,] Fill(double* to)
            {
                double[,] values = new double[rows, d];
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < d; c++) values[r, c] = to[r * kernel.Stride + c] = draws.Normal();
                return values;
            }

            double[] FillVector(double* to)
            {
                double[] values = new double[d];
                for (int c = 0; c < d; c++) values[c] = to[c] = draws.Normal();
                return values;
            }

            void FillFrom(double* to, double[] values) => values.CopyTo(new Span<double>(to, d));

            double[,] Read(double* from)
            {
                double[,] values = new double[rows, d];
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < d; c++) values[r, c] = from[r * kernel.Stride + c];
                return values;
            }

            void Write(double* to, double[,] values)
            {
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < d; c++) to[r * kernel.Stride + c] = values[r, c];
            }

            void Same(double* got, double[,] expected) => Read(got).Cast<double>().ShouldBe(expected.Cast<double>());

            void Rows(double* got, Func<int, int, double> expected)
            {
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < d; c++) got[r * kernel.Stride + c].ShouldBe(expected(r, c), 1e-12);
            }

            void Close(double* got, Func<int, double> expected)
            {
                for (int c = 0; c < d; c++) got[c].ShouldBe(expected(c), 1e-12);
            }

            void Tails()
            {
                for (int r = 0; r < rows; r++)
                    for (int c = d; c < padded; c++) i[r * kernel.Stride + c].ShouldBe(0);
            }
        }, iter: 60);

    private static double Dot(ImmutableArray<double> weights, double[,] rows, int column)
    {
        double sum = 0;
        for (int r = 0; r < weights.Length; r++) sum += weights[r] * rows[r, column];
        return sum;
    }

    /// <summary>Evaluates the flow for spans 0.3 and 1.7, and gives one of them as a matrix.</summary>
    private static double[,] Flow(LinearMethod method, double* entries, int lane)
    {
        Vector512<double> spans = Vector512.Create(0.3).WithElement(1, 1.7);
        method.Flow.Evaluate(spans, entries);
        return method.Flow.Matrix(spans[lane], method.Rows.Length);
    }

    private static LinearMethod Random(int rows, ref Draws draws)
    {
        double[,] gradient = new double[rows, rows];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < rows; c++) gradient[r, c] = draws.Uniform() < 0.4 ? draws.Normal() : r == c ? 1 : 0;
        ImmutableArray<double> Vector(ref Draws from)
        {
            double[] values = new double[rows];
            for (int r = 0; r < rows; r++) values[r] = from.Uniform() < 0.3 ? 0 : from.Uniform() < 0.5 ? 1 : from.Normal();
            return [.. values];
        }
        return new()
        {
            Name = "random",
            Rows = [.. Enumerable.Range(0, rows).Select(r => $"row{r}")],
            Flow = new RandomFlow(rows, ref draws),
            GradientMatrix = gradient,
            GradientGain = Vector(ref draws),
            ExchangeGain = Vector(ref draws),
            Message = Vector(ref draws),
            Estimate = Vector(ref draws),
            ColdStart = Vector(ref draws),
            WarmStart = Vector(ref draws),
            WarmStartGradient = Vector(ref draws),
        };
    }

    private sealed class RandomFlow : Flow
    {
        private readonly double[] _slopes;

        public RandomFlow(int rows, ref Draws draws)
        {
            List<(int, int)> pattern = [];
            for (int r = 0; r < rows; r++)
            {
                if (draws.Uniform() < 0.2) continue;
                int first = pattern.Count;
                for (int c = 0; c < rows; c++)
                    if (draws.Uniform() < 0.5) pattern.Add((r, c));
                if (pattern.Count == first) pattern.Add((r, r));
            }
            Pattern = [.. pattern];
            _slopes = new double[pattern.Count];
            for (int k = 0; k < _slopes.Length; k++) _slopes[k] = draws.Normal();
        }

        public override ImmutableArray<(int Row, int Column)> Pattern { get; }

        public override void Evaluate(Vector512<double> spans, double* entries)
        {
            for (int k = 0; k < _slopes.Length; k++) (spans * _slopes[k]).Store(entries + 8 * k);
        }
    }
}
