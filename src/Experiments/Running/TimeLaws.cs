using Gossip.Methods.Federated;

namespace Gossip.Experiments.Running;

/// <summary>The laws of times by the names that files know them by.</summary>
internal static class TimeLaws
{
    /// <summary><c>fixed</c>, <c>exponential</c>, or <c>log-normal</c> with a deviation <paramref name="sigma"/> of the logarithm.</summary>
    public static TimeLaw Of(string name, double sigma) => name switch
    {
        "exponential" => new ExponentialTime(),
        "log-normal" => new LogNormalTime(sigma),
        _ => new FixedTime(),
    };
}
