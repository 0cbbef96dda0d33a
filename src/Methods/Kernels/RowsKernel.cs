namespace Gossip.Methods.Kernels;

/// <summary>A compiled pass over the rows of one node: (rows, flow entries or a vector, a vector).</summary>
public unsafe delegate void RowsKernel(double* rows, double* second, double* third);
