using System.Diagnostics;

namespace Gossip.Cluster.Tests;

/// <summary>
/// Two network namespaces, A and B, with a cable between them that can be cut without either end noticing, and a cable each
/// to this process, which only looks on.
/// </summary>
internal sealed class Spaces : IDisposable
{
    public const string AddressOfA = "10.213.7.1", AddressOfB = "10.213.7.2";
    private const string Nowhere = "02:00:00:00:00:01";
    private readonly string _suffix = $"{Environment.ProcessId % 100000}";

    public Spaces()
    {
        (A, B) = ($"gossip-a{_suffix}", $"gossip-b{_suffix}");
        try
        {
            Ip($"netns add {A}");
            Ip($"netns add {B}");
            Connect(A, "ga", B, "gb");
            Address(A, "ga", $"{AddressOfA}/30");
            Address(B, "gb", $"{AddressOfB}/30");
            Watch(A, "wa", "10.213.8", AddressOfA);
            Watch(B, "wb", "10.213.9", AddressOfB);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string A { get; }

    public string B { get; }

    /// <summary>Why namespaces cannot be made here; null if they can.</summary>
    public static string? Missing()
    {
        try
        {
            string name = $"gossip-try{Environment.ProcessId}";
            Ip($"netns add {name}");
            Ip($"netns delete {name}");
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"network namespaces cannot be made here: {error.Message}";
        }
    }

    /// <summary>From now on frames between A and B go astray, silently.</summary>
    public void Cut()
    {
        Ip($"-n {A} neigh replace {AddressOfB} lladdr {Nowhere} dev ga nud permanent");
        Ip($"-n {B} neigh replace {AddressOfA} lladdr {Nowhere} dev gb nud permanent");
    }

    public void Heal()
    {
        Ip($"-n {A} neigh delete {AddressOfB} dev ga");
        Ip($"-n {B} neigh delete {AddressOfA} dev gb");
    }

    public void Dispose()
    {
        foreach (string thing in (string[])[$"link delete wa{_suffix}", $"link delete wb{_suffix}", $"netns delete {A}", $"netns delete {B}"])
            try
            {
                Ip(thing);
            }
            catch (InvalidOperationException)
            {
                // it was never made
            }
    }

    private static void Connect(string one, string device, string other, string peer)
    {
        Ip($"-n {one} link add {device} type veth peer name {peer} netns {other}");
    }

    private static void Address(string space, string device, string address)
    {
        Ip($"-n {space} addr add {address} dev {device}");
        Ip($"-n {space} link set {device} up");
        Ip($"-n {space} link set lo up");
    }

    private void Watch(string space, string device, string network, string address)
    {
        string here = $"{device}{_suffix}";
        Ip($"link add {here} type veth peer name {device} netns {space}");
        Ip($"addr add {network}.1/30 dev {here}");
        Ip($"link set {here} up");
        Address(space, device, $"{network}.2/30");
        Ip($"route add {address}/32 via {network}.2");
    }

    private static void Ip(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ip {arguments}: {error.Trim()}");
    }
}
