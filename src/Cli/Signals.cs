using System.Runtime.InteropServices;

namespace Gossip.Cli;

/// <summary>Which signal asked a process of a cluster to leave; a second one ends it at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly TaskCompletionSource<PosixSignal> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Signals(bool ignoreInterrupt) =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            bool isIgnored = ignoreInterrupt && context.Signal == PosixSignal.SIGINT;
            context.Cancel = isIgnored || _first.TrySetResult(context.Signal);
            if (!isIgnored) _source.Cancel();
        }))];

    /// <summary>Done with the first signal.</summary>
    public Task<PosixSignal> First => _first.Task;

    /// <summary>Cancelled by it.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }
}
