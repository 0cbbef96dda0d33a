using Gossip.Benchmarks.Cluster;

// Usage: Cluster [rounds] [part ...]     parts: wire heartbeats
if (args is ["answer", ..])
{
    WireAnswer.Run(args[1..]);
    return;
}
if (args is ["beat", var seconds])
{
    HeartbeatPart.Beat(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
    return;
}
int rounds = args.Length > 0 && int.TryParse(args[0], out int given) ? given : 7;
string[] parts = [.. args.Where(a => !int.TryParse(a, out _))];
if (parts.Length == 0 || parts.Contains("wire")) WirePart.Print(rounds);
if (parts.Length == 0 || parts.Contains("heartbeats")) HeartbeatPart.Print(120);
