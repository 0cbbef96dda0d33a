namespace Gossip.Core;

/// <summary>
/// A user's mistake, told in one line: where it is, what was found there, what was expected instead.
/// The command line prints the message and exits with code 2; nothing has been written by then.
/// </summary>
public sealed class InputException(string message) : Exception(message)
{
    /// <summary>"{place}: found {found}, expected {expected}".</summary>
    public static InputException At(string place, string found, string expected) =>
        new($"{place}: found {found}, expected {expected}");
}
