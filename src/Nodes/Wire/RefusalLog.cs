namespace Gossip.Nodes.Wire;

/// <summary>Tells of refusals, the same line at most once in ten seconds, and of a limited number of different ones.</summary>
internal sealed class RefusalLog(Action<Refusal> tell)
{
    private const int Most = 256;
    private const long Quiet = 10_000;
    private readonly Dictionary<string, long> _told = [];
    private readonly Lock _gate = new();

    public void Tell(WireException why, PeerAddress? peer, string remote)
    {
        string line = why.ByPeer ? $"{remote} refuses this process: {why.Message}" : $"{remote} refused: {why.Message}";
        string key = $"{(peer is null ? remote[..Math.Max(remote.LastIndexOf(':'), 0)] : remote)} {why.Cause} {why.ByPeer}";
        long now = Environment.TickCount64;
        lock (_gate)
        {
            if (_told.TryGetValue(key, out long last) && now - last < Quiet) return;
            if (_told.Count >= Most)
            {
                foreach (string old in _told.Where(t => now - t.Value >= Quiet).Select(t => t.Key).ToList()) _told.Remove(old);
                if (_told.Count >= Most) return;
            }
            _told[key] = now;
        }
        tell(new Refusal(why.Cause, line, peer, why.ByPeer));
    }
}
