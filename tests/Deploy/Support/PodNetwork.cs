namespace Gossip.Deploy.Tests;

/// <summary>
/// A bridge with a namespace for each pod, and the names of all in one hosts file, which is what the cluster's DNS is to them. This
/// process is at the bridge as the kubelet would be.
/// </summary>
internal sealed class PodNetwork : IDisposable
{
    private readonly string _id = $"{Environment.ProcessId % 10000}";
    private readonly Dictionary<string, string> _names = [];
    private readonly List<string> _spaces = [];
    private int _given;

    public PodNetwork(string hosts)
    {
        Hosts = hosts;
        File.WriteAllText(hosts, "");
        Ip($"link add {Bridge} type bridge");
        Ip($"addr add {Net}.254/24 dev {Bridge}");
        Ip($"link set {Bridge} up");
    }

    public string Hosts { get; }

    private string Bridge => $"gossip{_id}";

    private string Net => $"10.215.{Environment.ProcessId % 250}";

    /// <summary>Why pods cannot be made here; null if they can.</summary>
    public static string? Missing()
    {
        try
        {
            string name = $"gossip-try{Environment.ProcessId}";
            Ip($"netns add {name}");
            (int code, string said) = Tool.Run("ip", ["netns", "exec", name, "sh", "-c", "mount -t tmpfs pod /mnt && setpriv --reuid 1654 --clear-groups --no-new-privs true"]);
            Ip($"netns delete {name}");
            return code == 0 ? null : $"pods cannot be made here: {said.Trim()}";
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"pods cannot be made here: {error.Message}";
        }
    }

    /// <summary>A new namespace with an address that nobody had before, which the name stands for from now on.</summary>
    public (string Space, string Address) Join(string name)
    {
        int number = ++_given;
        (string space, string address, string here) = ($"{Bridge}-{number}", $"{Net}.{number}", $"gp{_id}x{number}");
        Ip($"netns add {space}");
        _spaces.Add(space);
        Ip($"link add {here} type veth peer name eth0 netns {space}");
        Ip($"link set {here} master {Bridge} up");
        Ip($"-n {space} addr add {address}/24 dev eth0");
        Ip($"-n {space} link set eth0 up");
        Ip($"-n {space} link set lo up");
        _names[name] = address;
        Write();
        return (space, address);
    }

    /// <summary>The name stands for nothing any more.</summary>
    public void Forget(string name)
    {
        _names.Remove(name);
        Write();
    }

    public void Dispose()
    {
        foreach (string space in _spaces) Tool.Run("ip", ["netns", "delete", space]);
        Tool.Run("ip", ["link", "delete", Bridge]);
    }

    /// <summary>In its place, since pods have this very file.</summary>
    private void Write()
    {
        using FileStream file = new(Hosts, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        using StreamWriter text = new(file);
        text.Write("127.0.0.1 localhost\n" + string.Concat(_names.Select(n => $"{n.Value} {n.Key}\n")));
        text.Flush();
        file.SetLength(file.Position);
    }

    private static void Ip(string arguments)
    {
        (int code, string said) = Tool.Run("ip", arguments.Split(' '));
        if (code != 0) throw new InvalidOperationException($"ip {arguments}: {said.Trim()}");
    }
}
