namespace Gossip.Core;

/// <summary>Finds what somebody probably meant to type.</summary>
public static class Nearest
{
    /// <summary>
    /// The candidate with the least edit distance (Levenshtein) to <paramref name="word"/>, or null where none is
    /// near: further away than a third of the longer word, and at least two.
    /// </summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        (string? best, int least) = (null, int.MaxValue);
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate);
            if (distance > Math.Max(2, Math.Max(word.Length, candidate.Length) / 3) || distance >= least) continue;
            (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>" (did you mean 'x'?)" or nothing, to be put at the end of a message.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        Of(word, candidates) is { } meant ? $" (did you mean '{meant}'?)" : "";

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
