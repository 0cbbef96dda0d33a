namespace Gossip.Sdp.Proof;

/// <summary>What a check has found so far.</summary>
internal sealed class Findings
{
    public List<string> Sentences { get; } = [];

    public List<Comparison> Compared { get; } = [];

    public void Add(string sentence) => Sentences.Add(sentence);
}
