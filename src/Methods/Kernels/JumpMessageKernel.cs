namespace Gossip.Methods.Kernels;

/// <summary>A node's rows, its flow entries, the message to write, and the two messages of the exchange before.</summary>
public unsafe delegate void JumpMessageKernel(double* rows, double* flow, double* message, double* own, double* peer);
