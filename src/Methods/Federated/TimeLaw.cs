using Gossip.Core;

namespace Gossip.Methods.Federated;

/// <summary>The law of the time T between a client's receiving a model and the server's receiving its update.</summary>
public abstract record TimeLaw
{
    /// <summary>Whether two local rounds of a client may take different times.</summary>
    public abstract bool IsRandom { get; }

    /// <summary>E T, for a client whose nominal time is <paramref name="time"/>.</summary>
    public virtual double Mean(int client, double time) => time;

    /// <summary>One T.</summary>
    public abstract double Draw(int client, double time, ref Draws draws);

    /// <summary>
    /// E⌈(T₁ + … + T_g)/Δt⌉ for a fixed number g of rounds in a row: the ticks of a timer until a client is heard whose first
    /// g − 1 rounds are lost; null where there is no closed form.
    /// </summary>
    public abstract double? Ticks(int client, double time, double interval, int rounds);
}
