using System.Threading.Tasks.Sources;

namespace Gossip.Nodes.Wire;

/// <summary>Wakes one loop, which waits on its thread or in a task; a signal given while nobody waits is kept. Allocates nothing.</summary>
internal sealed class Signal : IValueTaskSource
{
    private readonly object _gate = new();
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _given, _awaited;

    public void Set()
    {
        lock (_gate)
        {
            if (!_awaited)
            {
                _given = true;
                Monitor.Pulse(_gate);
                return;
            }
            _awaited = false;
        }
        _core.SetResult(true);
    }

    /// <param name="blocking">Whether the calling thread itself waits, and the task is complete when it is returned.</param>
    public ValueTask WaitAsync(bool blocking)
    {
        lock (_gate)
        {
            while (blocking && !_given) Monitor.Wait(_gate);
            if (_given)
            {
                _given = false;
                return ValueTask.CompletedTask;
            }
            _core.Reset();
            _awaited = true;
            return new ValueTask(this, _core.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
