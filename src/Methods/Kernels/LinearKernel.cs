using Gossip.Core;
using Gossip.Methods.Linear;

namespace Gossip.Methods.Kernels;

/// <summary>
/// A linear method compiled for vectors of one length: one fused pass over memory per event, with the method's zeros
/// left out and its constants inside the code. All runtimes call these same functions, which compute coordinate by
/// coordinate in one fixed order; that is why their results agree to the last bit.
/// <para>
/// A node's rows lie one after another, <see cref="Stride"/> doubles apart, 64-byte aligned. Flow entries come as
/// <see cref="Flow.Evaluate"/> writes them: entry k at <c>f[8k]</c>.
/// </para>
/// </summary>
public sealed unsafe class LinearKernel
{
    /// <summary>Compiles a method for vectors of length <paramref name="dimension"/>.</summary>
    public LinearKernel(LinearMethod method, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        (Method, Dimension, Stride) = (method, dimension, StrideOf(dimension));
        KernelCompiler compiler = new(method, Padding.Of(dimension), Stride);
        Exchange = compiler.Exchange();
        Estimate = compiler.Estimate();
        Gradient = compiler.Gradient();
        Message = compiler.Message();
        Jump = compiler.Jump();
        JumpMessage = compiler.JumpMessage();
        Flow = compiler.Flow();
    }

    /// <summary>The method.</summary>
    public LinearMethod Method { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>Doubles from one row of a node to the next.</summary>
    public int Stride { get; }

    /// <summary>Doubles of one node's rows.</summary>
    public int NodeSize => Stride * Method.Rows.Length;

    /// <summary>An exchange within one memory: both nodes flow to the event and take w = mᵢ − mⱼ. (rowsᵢ, fᵢ, rowsⱼ, fⱼ)</summary>
    public ExchangeKernel Exchange { get; }

    /// <summary>The estimate at the event, x = aᵀF·rows; rows stay as they are. (rows, f, x)</summary>
    public RowsKernel Estimate { get; }

    /// <summary>A gradient event: rows ← G·F·rows + g ⊗ v. (rows, f, v)</summary>
    public RowsKernel Gradient { get; }

    /// <summary>The first half of an exchange between memories: rows ← F·rows and m = cᵀ·rows. (rows, f, m)</summary>
    public RowsKernel Message { get; }

    /// <summary>The second half: rows ← rows + e ⊗ (own − peer). (rows, own message, peer's message)</summary>
    public RowsKernel Jump { get; }

    /// <summary>
    /// A jump and the message after it in one pass over memory, with the bits of the two one after the other.
    /// (rows, f, m, own earlier message, peer's)
    /// </summary>
    public JumpMessageKernel JumpMessage { get; }

    /// <summary>rows ← F·rows. (rows, f, unused)</summary>
    public RowsKernel Flow { get; }

    /// <summary>
    /// The padded length, plus one register where rows would otherwise lie a multiple of 4096 bytes apart: the rows
    /// of a node then fall on the same cache sets, which costs up to a factor of two.
    /// </summary>
    private static int StrideOf(int dimension)
    {
        int padded = Padding.Of(dimension);
        return padded % 512 == 0 ? padded + Padding.Lanes : padded;
    }
}
