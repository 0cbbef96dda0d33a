using Gossip.Core;
using Gossip.Nodes.Clocks;

namespace Gossip.Experiments.Running;

/// <summary>Writes events to a file as they happen, a second late at most. For several threads.</summary>
public sealed class EventRecorder : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _text;
    private readonly Timer _timer;
    private bool _isClosed;

    /// <summary>Begins the file, in place of one that is there.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public EventRecorder(string path)
    {
        try
        {
            _text = new(path, append: false, new System.Text.UTF8Encoding(false), 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw InputException.At("--events", $"'{path}', which cannot be written: {error.Message}", "a file");
        }
        _text.WriteLine(EventFile.Header);
        _timer = new(_ => Flush(), null, 1000, 1000);
    }

    /// <summary>Adds an event; after the end it is ignored.</summary>
    public void Add(RecordedEvent e)
    {
        lock (_gate)
            if (!_isClosed) _text.WriteLine(EventFile.Line(e));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isClosed = true;
            _text.Dispose();
        }
    }

    private void Flush()
    {
        lock (_gate)
            if (!_isClosed) _text.Flush();
    }
}
