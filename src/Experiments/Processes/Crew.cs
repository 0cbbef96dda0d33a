using System.Diagnostics;
using Gossip.Core;
using Gossip.Nodes.Wire;

namespace Gossip.Experiments.Processes;

/// <summary>The processes of a cluster on this machine: starts them, tells of their deaths, starts them again on request, lets them go.</summary>
internal sealed class Crew(ClusterLaunch launch, string file, string? checkpoints, string? events, IReadOnlyDictionary<string, string> environment, IReadOnlyList<IReadOnlyList<int>> shares) : IAsyncDisposable
{
    private const int MostShortLives = 5;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60), LeavePatience = TimeSpan.FromSeconds(12);
    private readonly HashSet<int> _dead = [];
    private volatile bool _isLeaving;
    private readonly Seat[] _seats = [.. shares.Select((nodes, k) => new Seat($"p{k}", nodes))];

    /// <summary>Processes that died.</summary>
    public int Deaths { get; private set; }

    /// <summary>Processes that were started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Who died first, how, and with which nodes; null while nobody has.</summary>
    public string? FirstDeath { get; private set; }

    /// <summary>Processes that live.</summary>
    public int Alive => _seats.Count(s => s.Process is { IsAlive: true });

    /// <summary>Whether somebody lives or will again.</summary>
    public bool HasHope => _seats.Any(s => s.Process is { IsAlive: true } || WillReturn(s));

    /// <summary>The nodes of those that live or will again.</summary>
    public IEnumerable<int> Expected => _seats.Where(s => s.Process is { IsAlive: true } || WillReturn(s)).SelectMany(s => s.Nodes);

    /// <summary>The lanes of those that live.</summary>
    public IEnumerable<PeerAddress> Lanes => _seats.Where(s => s.Process is { IsAlive: true } && s.Ready is not null).Select(s => s.Ready!.LaneAddress);

    /// <summary>Whether a process of this crew had that number and is dead.</summary>
    public bool HasBuried(int process) => _dead.Contains(process);

    /// <summary>Starts the first, and when it listens all others.</summary>
    /// <exception cref="InputException">One of them could not start.</exception>
    public async Task Start(CancellationToken stop)
    {
        Begin(_seats[0]);
        await Await(_seats[0], stop).ConfigureAwait(false);
        foreach (Seat seat in _seats.Skip(1)) Begin(seat);
        foreach (Seat seat in _seats.Skip(1)) await Await(seat, stop).ConfigureAwait(false);
    }

    /// <summary>Tells who has died since, and starts them again where that is wanted.</summary>
    public void Look()
    {
        foreach (Seat seat in _seats)
        {
            NodeProcess process = seat.Process!;
            if (process.IsAlive)
            {
                if (process.Ready.IsCompletedSuccessfully) seat.Ready = process.Ready.Result;
                continue;
            }
            if (!seat.IsMourned)
            {
                seat.IsMourned = true;
                Deaths++;
                _dead.Add(process.Id);
                FirstDeath ??= $"{seat.Name} (process {process.Id}) {Cause(process)}, with nodes {NodeList.Text(seat.Nodes)}";
                seat.ShortLives = Stopwatch.GetElapsedTime(process.Began).TotalSeconds < 10 ? seat.ShortLives + 1 : 0;
                launch.Told($"{seat.Name}: process {process.Id} {Cause(process)}; its nodes {NodeList.Text(seat.Nodes)} {(WillReturn(seat) ? "will be back" : "are lost")}");
            }
            if (!WillReturn(seat)) continue;
            process.Dispose();
            Restarts++;
            Begin(seat);
            _dead.Remove(seat.Process!.Id);
        }
    }

    /// <summary>Lets all go, in good order if they can; afterwards nobody lives.</summary>
    public async Task Leave()
    {
        _isLeaving = true;
        NodeProcess[] living = [.. _seats.Select(s => s.Process).OfType<NodeProcess>().Where(p => p.IsAlive)];
        foreach (NodeProcess process in living) process.Leave();
        await Task.WhenAny(Task.WhenAll(living.Select(p => p.Ended)), Task.Delay(LeavePatience)).ConfigureAwait(false);
        foreach (NodeProcess process in living) process.Kill();
        await Task.WhenAll(living.Select(p => p.Ended)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Leave().ConfigureAwait(false);
        foreach (Seat seat in _seats) seat.Process?.Dispose();
    }

    private void Begin(Seat seat)
    {
        string[] seeds = [.. _seats.Where(s => s != seat && s.Ready is not null && s.Process is { IsAlive: true }).Select(s => s.Ready!.Address)];
        seat.Lives++;
        seat.Process = new(seat.Name, [.. launch.Command, .. seat.Arguments(file, checkpoints, events, seeds)], environment, Tell);
        seat.IsMourned = false;
        launch.Told($"{seat.Name}: process {seat.Process.Id} with {(seat.Nodes.Count == 1 ? "node" : "nodes")} {NodeList.Text(seat.Nodes)}{(Restarts > 0 ? ", again" : "")}");
    }

    /// <summary>What processes say of each other while all leave is of no use to anybody.</summary>
    private void Tell(string line)
    {
        if (!_isLeaving) launch.Told(line);
    }

    private static async Task Await(Seat seat, CancellationToken stop)
    {
        try
        {
            seat.Ready = await seat.Process!.Ready.WaitAsync(StartPatience, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new InputException($"{seat.Name}: process {seat.Process!.Id} was not ready within {StartPatience.TotalSeconds:0} s");
        }
    }

    private bool WillReturn(Seat seat) =>
        launch.Restart && seat.Process is { } process && (process.IsAlive || process.Ended.Result != 2) && seat.ShortLives < MostShortLives;

    private static string Cause(NodeProcess process) => process.Ended.Result switch
    {
        137 => "was killed",
        > 128 and var code => $"was ended by signal {code - 128}",
        0 => "has left",
        var code => $"ended with code {code}",
    };
}
