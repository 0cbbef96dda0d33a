namespace Gossip.Objectives;

/// <summary>
/// f(x) = (1/m) Σᵣ (aᵣᵀx − bᵣ)² + (l2/2)|x|², Hessian H = 2AᵀA/m + l2·I. μ and L are H's extreme eigenvalues.
/// Where d ≤ 2m the gradient is Hx − h with H and h = 2Aᵀb/m formed once, else two passes over A.
/// </summary>
public sealed unsafe class LeastSquares : LinearModel<SquareLink>
{
    private readonly SymmetricForm? _form;

    /// <summary>The least-squares loss of the rows of <paramref name="data"/>, all of its columns being features.</summary>
    public LeastSquares(Table data, double l2 = 0)
        : base(data, l2, byFeatures: false)
    {
        if (Dimension > 2 * Rows) return;
        var weights = new double[Rows];
        Array.Fill(weights, 2.0 / Rows);
        AlignedMatrix h = Gram.OfColumns(A, weights);
        var linear = new double[Dimension];
        for (int i = 0; i < Dimension; i++) h[i][i] += l2;
        for (int r = 0; r < Rows; r++)
            for (int k = 0; k < Dimension; k++)
                linear[k] = Math.FusedMultiplyAdd(weights[r] * data.Targets[r], A.Row(r)[k], linear[k]);
        _form = new SymmetricForm(h, linear);
    }

    /// <inheritdoc/>
    public override (nint Address, long Bytes) Data => _form is { } form ? ((nint)form.Pointer, form.Bytes) : base.Data;

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> x, long draw, Span<double> gradient)
    {
        if (!_form.HasValue)
        {
            base.Gradient(x, draw, gradient);
            return;
        }
        Layout.Check(Dimension, x, gradient);
        fixed (double* from = x, to = gradient) Nullable.GetValueRefOrDefaultRef(in _form).Apply(from, to);
        GC.KeepAlive(this);
    }
}
