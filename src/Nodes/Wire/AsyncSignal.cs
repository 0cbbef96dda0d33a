using System.Threading.Tasks.Sources;

namespace Gossip.Nodes.Wire;

/// <summary>Wakes one waiting loop; a signal given while nobody waits is kept. Allocates nothing.</summary>
internal sealed class AsyncSignal : IValueTaskSource
{
    private const int Idle = 0, Given = 1, Awaited = 2;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private int _state;

    public void Set()
    {
        while (true)
        {
            int seen = Volatile.Read(ref _state);
            if (seen == Given) return;
            if (Interlocked.CompareExchange(ref _state, seen == Idle ? Given : Idle, seen) != seen) continue;
            if (seen == Awaited) _core.SetResult(true);
            return;
        }
    }

    public ValueTask WaitAsync()
    {
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Awaited, Idle) == Idle) return new ValueTask(this, _core.Version);
        Volatile.Write(ref _state, Idle);
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
