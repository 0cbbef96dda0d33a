using System.Globalization;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>LIBSVM's text: a line is <c>target index:value index:value …</c>, indices from 1 upwards, the rest is zero; # starts a comment.</summary>
internal static class LibsvmFile
{
    public static Table Read(string path)
    {
        using var reader = new StreamReader(DataFile.Open(path));
        var targets = new List<double>();
        var entries = new List<(int Row, int Column, double Value)>();
        var lines = new List<int>();
        int width = 0;
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.IndexOf('#') is >= 0 and int comment) line = line[..comment];
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            string place = $"{path}, line {number}";
            int last = 0;
            foreach (string word in words.AsSpan(1))
            {
                int colon = word.IndexOf(':');
                if (colon < 0 || !int.TryParse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                    throw InputException.At(place, $"'{word}'", "index:value");
                if (index <= last) throw InputException.At(place, $"index {index}", last == 0 ? "1 or more" : $"more than {last}, the one before");
                entries.Add((targets.Count, index - 1, Number(word.AsSpan(colon + 1), place)));
                last = index;
            }
            targets.Add(Number(words[0], place));
            lines.Add(number);
            width = Math.Max(width, last);
        }
        if (targets.Count == 0) throw InputException.At(path, "no rows", "one sample a line");
        if (width == 0) throw InputException.At(path, "no features", "index:value after the target");
        var features = new double[checked(targets.Count * width)];
        foreach ((int row, int column, double value) in entries) features[row * width + column] = value;
        return new Table(path, [.. Enumerable.Range(1, width).Select(k => $"x{k}")], features, [.. targets], [.. lines]);
    }

    private static double Number(ReadOnlySpan<char> text, string place)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            throw InputException.At(place, $"'{text}'", "a number");
        return double.IsFinite(value) ? value : throw InputException.At(place, $"'{text}'", "a finite number");
    }
}
