using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gossip.Core;
using Gossip.Sdp;

namespace Gossip.Experiments.Running;

/// <summary>
/// Plans that were found before, a file each, named after a hash of the question and of the solver. It only saves time:
/// what is read is checked like any plan of unknown origin, and a folder that cannot be used is passed over.
/// The folder is <c>GOSSIP_CACHE</c>, or else <c>gossip</c> in the user's cache folder; an empty <c>GOSSIP_CACHE</c> means none.
/// </summary>
internal static class PlanCache
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "GOSSIP_CACHE";

    /// <summary>The file for a question, or null where there is no cache.</summary>
    public static string? PathFor(RateProgram program, double gap) =>
        Folder() is { } folder ? Path.Combine(folder, "plans", $"{KeyOf(program, gap)}.json") : null;

    /// <summary>Keeps a plan, if it can.</summary>
    public static void Keep(string path, Plan plan)
    {
        try
        {
            PlanFile.Write(path, plan);
        }
        catch (InputException)
        {
            // a full disk or a read-only home is no reason to stop a run
        }
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } own) return own == "" ? null : Path.GetFullPath(own);
        string? caches = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(caches) && Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home) caches = Path.Combine(home, ".cache");
        return string.IsNullOrEmpty(caches) ? null : Path.Combine(caches, "gossip");
    }

    /// <summary>Everything that decides a plan's bits: another build of the solver is another key.</summary>
    public static string KeyOf(RateProgram program, double gap)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(typeof(RatePlanner).Module.ModuleVersionId.ToByteArray());
        Add(Encoding.UTF8.GetBytes(program.Objective.ToString()));
        Add(MemoryMarshal.AsBytes<double>([program.Kappa, gap]));
        Add(BitConverter.GetBytes(program.Graph.Nodes));
        Add(MemoryMarshal.AsBytes(program.Graph.Edges.AsSpan()));
        Add(MemoryMarshal.AsBytes(program.Costs.AsSpan()));
        Add(MemoryMarshal.AsBytes(program.Caps.AsSpan()));
        Add(MemoryMarshal.AsBytes(program.Budgets.AsSpan()));
        return Convert.ToHexStringLower(sha.GetHashAndReset());

        void Add(ReadOnlySpan<byte> bytes)
        {
            sha.AppendData(BitConverter.GetBytes(bytes.Length));
            sha.AppendData(bytes);
        }
    }
}
