namespace Gossip.Methods.Kernels;

/// <summary>A compiled pass over the rows of two nodes: (rowsᵢ, fᵢ, rowsⱼ, fⱼ).</summary>
public unsafe delegate void ExchangeKernel(double* rowsI, double* flowI, double* rowsJ, double* flowJ);
