namespace Gossip.Nodes.Virtual;

/// <summary>One slice of virtual time, sent to every shard's actor; complete when all of them have run it.</summary>
internal sealed class Slice(double until, int shards)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = shards;

    /// <summary>Events earlier than this are to be run.</summary>
    public double Until { get; } = until;

    /// <summary>Ends when every shard is through, or with the first failure.</summary>
    public Task Completion => _done.Task;

    /// <summary>One shard is through.</summary>
    public void Done()
    {
        if (Interlocked.Decrement(ref _left) == 0) _done.TrySetResult();
    }

    /// <summary>One shard has failed.</summary>
    public void Fail(Exception cause) => _done.TrySetException(cause);
}
