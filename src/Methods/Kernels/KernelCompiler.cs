using System.Reflection.Emit;
using Gossip.Methods.Linear;

namespace Gossip.Methods.Kernels;

/// <summary>
/// Turns a <see cref="LinearMethod"/> into straight-line vector code: each kernel is one loop over blocks of eight
/// coordinates, in which every non-zero of the method's matrices is one fused multiply-add.
/// </summary>
internal sealed class KernelCompiler(LinearMethod method, int padded, int stride)
{
    private const int First = 0, Second = 1, Third = 2, Fourth = 3, Fifth = 4; // a kernel's arguments
    private readonly int _rows = method.Rows.Length;

    public ExchangeKernel Exchange() => Compile<ExchangeKernel>("exchange", 4, code =>
    {
        LocalBuilder[] i = EmitFlow(code, First, Second), j = EmitFlow(code, Third, Fourth);
        LocalBuilder w = code.Subtract(EmitDot(code, method.Message, i), EmitDot(code, method.Message, j));
        EmitJump(code, First, i, w, +1, everything: true);
        EmitJump(code, Third, j, w, -1, everything: true);
    });

    public RowsKernel Estimate() => Compile<RowsKernel>("estimate", 3, code =>
        code.StoreVector(Third, EmitDot(code, method.Estimate, EmitFlow(code, First, Second, NeededBy(method.Estimate)))));

    public RowsKernel Gradient() => Compile<RowsKernel>("gradient", 3, code =>
    {
        LocalBuilder[] flowed = EmitFlow(code, First, Second);
        LocalBuilder v = code.LoadVector(Third);
        for (int r = 0; r < _rows; r++)
        {
            double[] row = [.. Enumerable.Range(0, _rows).Select(c => method.GradientMatrix[r, c])];
            code.StoreRow(First, r * stride, code.AddScaled(EmitDot(code, row, flowed), method.GradientGain[r], v));
        }
    });

    public RowsKernel Message() => Compile<RowsKernel>("message", 3, code => EmitMessage(code, EmitFlow(code, First, Second)));

    public JumpMessageKernel JumpMessage() => Compile<JumpMessageKernel>("jump-message", 5, code =>
    {
        LocalBuilder w = code.Subtract(code.LoadVector(Fourth), code.LoadVector(Fifth));
        EmitMessage(code, EmitFlow(code, First, Second, jump: w));
    });

    public RowsKernel Jump() => Compile<RowsKernel>("jump", 3, code =>
    {
        LocalBuilder w = code.Subtract(code.LoadVector(Second), code.LoadVector(Third));
        LocalBuilder[] rows = [.. Enumerable.Range(0, _rows)
            .Select(r => method.ExchangeGain[r] == 0 ? null! : code.LoadRow(First, r * stride))];
        EmitJump(code, First, rows, w, +1, everything: false);
    });

    public RowsKernel Flow() => Compile<RowsKernel>("flow", 3, code =>
    {
        LocalBuilder[] flowed = EmitFlow(code, First, Second);
        for (int r = 0; r < _rows; r++) code.StoreRow(First, r * stride, flowed[r]);
    });

    private TDelegate Compile<TDelegate>(string name, int arguments, Action<VectorCode> body) where TDelegate : Delegate
    {
        VectorCode code = new($"{method.Name}-{name}", arguments);
        code.Loop(padded, () => body(code));
        return code.Finish<TDelegate>();
    }

    private void EmitMessage(VectorCode code, LocalBuilder[] flowed)
    {
        for (int r = 0; r < _rows; r++) code.StoreRow(First, r * stride, flowed[r]);
        code.StoreVector(Third, EmitDot(code, method.Message, flowed));
    }

    /// <summary>
    /// F·rows, one local per row; rows that <paramref name="needed"/> leaves out stay null. With <paramref name="jump"/>
    /// the rows first take e ⊗ w.
    /// </summary>
    private LocalBuilder[] EmitFlow(VectorCode code, int rowsArgument, int flowArgument, bool[]? needed = null, LocalBuilder? jump = null)
    {
        LocalBuilder?[] loaded = new LocalBuilder?[_rows];
        LocalBuilder Row(int r) => loaded[r] ??= Jumped(r, code.LoadRow(rowsArgument, r * stride));
        LocalBuilder Jumped(int r, LocalBuilder row) => jump is null || method.ExchangeGain[r] == 0 ? row : code.AddScaled(row, method.ExchangeGain[r], jump);

        LocalBuilder[] flowed = new LocalBuilder[_rows];
        for (int r = 0; r < _rows; r++)
        {
            if (needed is not null && !needed[r]) continue;
            LocalBuilder? sum = null;
            for (int k = 0; k < method.Flow.Pattern.Length; k++)
                if (method.Flow.Pattern[k].Row == r)
                    sum = code.AddEntryTimes(sum, flowArgument, k, Row(method.Flow.Pattern[k].Column));
            flowed[r] = sum ?? Row(r);
        }
        return flowed;
    }

    /// <summary>Σ weights[r]·rows[r] over the non-zero weights, in order.</summary>
    private static LocalBuilder EmitDot(VectorCode code, IReadOnlyList<double> weights, LocalBuilder[] rows)
    {
        LocalBuilder? sum = null;
        for (int r = 0; r < weights.Count; r++)
            if (weights[r] != 0)
                sum = sum is null ? code.Scaled(weights[r], rows[r]) : code.AddScaled(sum, weights[r], rows[r]);
        return sum ?? code.Zero();
    }

    private void EmitJump(VectorCode code, int argument, LocalBuilder[] rows, LocalBuilder w, int sign, bool everything)
    {
        for (int r = 0; r < _rows; r++)
            if (everything || method.ExchangeGain[r] != 0)
                code.StoreRow(argument, r * stride, code.AddScaled(rows[r], sign * method.ExchangeGain[r], w));
    }

    private static bool[] NeededBy(IReadOnlyList<double> weights) => [.. weights.Select(weight => weight != 0)];
}
