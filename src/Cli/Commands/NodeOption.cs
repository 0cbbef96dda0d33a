using System.CommandLine;
using System.Globalization;
using Gossip.Core;

namespace Gossip.Cli.Commands;

/// <summary>An option that an environment variable can give too: <c>--lane-port</c> and <c>GOSSIP_LANE_PORT</c>.</summary>
internal sealed class NodeOption
{
    public NodeOption(string name, string argument, string description)
    {
        Variable = "GOSSIP_" + name.ToUpperInvariant().Replace('-', '_');
        Option = new($"--{name}") { Description = description, HelpName = argument };
    }

    public Option<string?> Option { get; }

    public string Variable { get; }

    /// <summary>What was given; null where neither was, or an empty text.</summary>
    public string? Of(ParseResult parsed) =>
        parsed.GetValue(Option) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;

    /// <summary>Where it was given, for messages.</summary>
    public string Place(ParseResult parsed) => parsed.GetValue(Option) is { Length: > 0 } ? Option.Name : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? Variable : Option.Name;

    /// <summary>A port, 0 where none was given: any free one.</summary>
    public int Port(ParseResult parsed)
    {
        if (Of(parsed) is not { } text) return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port < 65536 ? port : throw InputException.At(Place(parsed), $"'{text}'", "a port, 0 to 65535");
    }
}
