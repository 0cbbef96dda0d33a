using System.CommandLine;
using System.Globalization;
using Gossip.Core;
using Gossip.Experiments;
using Gossip.Experiments.Processes;
using Gossip.Nodes.Live;
using Gossip.Nodes.Wire;

namespace Gossip.Cli.Commands;

/// <summary>The options of <c>gossip node</c>, each of which has an environment variable.</summary>
internal static class NodeOptions
{
    public static readonly NodeOption Nodes = new("nodes", "0-3,7", "The nodes of this process.");
    public static readonly NodeOption Replica = new("replica", "N|NAME-N", "The number of this process, from 0, of --replicas equal ones: its nodes follow. The machine's name if not given.");
    public static readonly NodeOption Replicas = new("replicas", "M", "How many processes share out the nodes, in runs of equal length.");
    public static readonly NodeOption Seeds = new("seeds", "HOST:PORT,...", "Members to ask for the way in, or names that stand for many; without any this process begins the cluster.");
    public static readonly NodeOption Name = new("name", "NAME", "What this process is called, unique in the cluster; n and its nodes if not given.");
    public static readonly NodeOption Host = new("host", "ADDRESS", "The address to listen on; 127.0.0.1 if not given.");
    public static readonly NodeOption PublicHost = new("public-host", "NAME", "The name or address by which others reach this process; --host if not given.");
    public static readonly NodeOption Port = new("port", "PORT", "The port of the cluster's control messages; any free one if not given.");
    public static readonly NodeOption LanePort = new("lane-port", "PORT", "The port of the lane that vectors take; any free one if not given.");
    public static readonly NodeOption Device = new("device", "DEVICE", "The device of this process's objectives: cpu, or of networks also cuda:0, cuda:1, … or round-robin.");
    public static readonly NodeOption Checkpoint = new("checkpoint", "DIR", "A folder for checkpoints, which a later start goes on from.");
    public static readonly NodeOption Events = new("events", "FILE", "Record there who takes gradients and exchanges when.");
    public static readonly NodeOption Secret = new("secret", "TEXT", "The cluster's secret. Others can see it in the list of processes: better in GOSSIP_SECRET or a file.");
    public static readonly NodeOption SecretFile = new("secret-file", "FILE", "A file with the cluster's secret.");
    public static readonly NodeOption Certificate = new("certificate", "FILE", "This process's certificate: .pfx, or PEM beside --certificate-key.");
    public static readonly NodeOption CertificateKey = new("certificate-key", "FILE", "The PEM file of the certificate's key.");
    public static readonly NodeOption CertificatePassword = new("certificate-password", "TEXT", "The password of the .pfx file; better in GOSSIP_CERTIFICATE_PASSWORD.");
    public static readonly NodeOption Authority = new("authority", "FILE", "The authority's certificate, where the others do not hold it.");

    public static readonly Option<bool> Insecure = new("--insecure") { Description = "Listen beyond loopback without secret or certificate." };

    /// <summary>All that have a variable.</summary>
    public static IReadOnlyList<NodeOption> All { get; } =
        [Nodes, Replica, Replicas, Seeds, Name, Host, PublicHost, Port, LanePort, Device, Checkpoint, Events, Secret, SecretFile, Certificate, CertificateKey, CertificatePassword, Authority, .. SiteSettings.All];

    public static SecuritySources Security(ParseResult parsed) => new()
    {
        Secret = Secret.Of(parsed),
        SecretFile = SecretFile.Of(parsed),
        Certificate = Certificate.Of(parsed),
        CertificateKey = CertificateKey.Of(parsed),
        Password = CertificatePassword.Of(parsed),
        Authority = Authority.Of(parsed),
    };

    /// <summary>The process's place among equal ones; null where its nodes were given instead.</summary>
    public static Layout? LayoutOf(ParseResult parsed)
    {
        string? nodes = Nodes.Of(parsed);
        if (Replicas.Of(parsed) is not { } text)
            return nodes is not null ? null
                : throw InputException.At("--nodes", "nothing", "the nodes of this process, such as 0-3,7 (or GOSSIP_NODES), or how many processes share them out (--replicas or GOSSIP_REPLICAS)");
        if (nodes is not null) throw InputException.At(Nodes.Place(parsed), $"'{nodes}' beside {Replicas.Place(parsed)}", "one of the two");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int replicas) || replicas < 1) throw InputException.At(Replicas.Place(parsed), $"'{text}'", "a whole number ≥ 1");
        (string name, string place) = Replica.Of(parsed) is { } given ? (given, Replica.Place(parsed)) : (Environment.MachineName, "the machine's name");
        return new(PodIdentity.Number(name, place), replicas, (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    /// <summary>What a process is called that was given no name: as the machine, where that has its number, or by its number, or by its nodes.</summary>
    public static string UsualName(ParseResult parsed, Layout? layout)
    {
        if (layout is null) return $"n{Nodes.Of(parsed)}";
        string given = Replica.Of(parsed) ?? Environment.MachineName;
        return given.Contains('-', StringComparison.Ordinal) ? given : $"p{layout.Replica}";
    }

    /// <summary>Those that were given, or those that follow from the process's own name among equal ones.</summary>
    public static IReadOnlyList<PeerAddress> SeedAddresses(ParseResult parsed, Layout? layout = null) =>
        Seeds.Of(parsed) is not { } text ? layout is not null && PublicHost.Of(parsed) is { } own && Port.Port(parsed) is > 0 and var port ? PodIdentity.Peers(own, port, layout.Replicas) : []
            : Addresses(text, Seeds.Place(parsed));

    /// <summary>Reads host:port,host:port,…</summary>
    public static IReadOnlyList<PeerAddress> Addresses(string text, string place) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(seed => PeerAddress.Parse(seed, place))];

    /// <summary>Reads an experiment, given more settings, so that networks are on this process's device.</summary>
    public static Experiment OnDevice(ParseResult parsed, Func<IReadOnlyList<string>, Experiment> read)
    {
        Experiment experiment = read([]);
        if (Device.Of(parsed) is not { } device) return experiment;
        if (experiment.Problem.Network is not null) return read([$"problem.device={device}"]);
        return device == "cpu" ? experiment : throw InputException.At(Device.Place(parsed), $"'{device}'", "cpu, the only device there is for these objectives");
    }
}
