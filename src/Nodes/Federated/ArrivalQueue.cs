namespace Gossip.Nodes.Federated;

/// <summary>
/// The clients at work, in the order in which their updates arrive: by time in steps of 10⁻⁹, then by number. Times that
/// are equal but for rounding (five rounds of 0.2 and one of 1) thus tie, and the lowest client goes first.
/// </summary>
internal sealed class ArrivalQueue(int clients)
{
    private const double Steps = 1e9;
    private readonly (long Key, int Client)[] _heap = new (long, int)[clients];

    /// <summary>Clients at work.</summary>
    public int Count { get; private set; }

    /// <summary>The next arrival.</summary>
    public (long Key, int Client) First => _heap[0];

    /// <summary>The key of a time.</summary>
    public static long KeyOf(double time) => (long)Math.Round(time * Steps);

    /// <summary>Adds a client that is not in the queue.</summary>
    public void Add(double time, int client)
    {
        (long, int) item = (KeyOf(time), client);
        int at = Count++;
        for (; at > 0 && item.CompareTo(_heap[(at - 1) / 2]) < 0; at = (at - 1) / 2) _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = item;
    }

    /// <summary>Takes the first client out.</summary>
    public void RemoveFirst()
    {
        (long, int) item = _heap[--Count];
        int at = 0;
        while (true)
        {
            int child = 2 * at + 1;
            if (child >= Count) break;
            if (child + 1 < Count && _heap[child + 1].CompareTo(_heap[child]) < 0) child++;
            if (item.CompareTo(_heap[child]) <= 0) break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = item;
    }
}
