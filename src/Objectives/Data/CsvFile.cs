using System.Globalization;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>
/// Numbers separated by commas, semicolons or tabs (whichever the first line has), in double quotes or not. The first
/// line is a header if none of its fields is a number. Lines that start with # and empty lines are skipped.
/// </summary>
internal static class CsvFile
{
    public static RawData Read(string path)
    {
        using var reader = new StreamReader(DataFile.Open(path));
        string[]? names = null;
        var values = new List<double>();
        var lines = new List<int>();
        var fields = new List<Range>();
        int width = 0;
        char separator = ',';
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#') continue;
            if (width == 0) separator = line.Contains(',') ? ',' : line.Contains(';') ? ';' : line.Contains('\t') ? '\t' : ',';
            Split(line, separator, fields);
            if (width == 0)
            {
                width = fields.Count;
                if (fields.TrueForAll(field => !IsNumber(line.AsSpan(field))))
                {
                    names = [.. fields.Select(field => line[field])];
                    continue;
                }
            }
            string Place() => $"{path}, line {number}";
            if (fields.Count != width)
                throw InputException.At(Place(), fields.Count == 1 ? "1 field" : $"{fields.Count} fields", $"{width} as in the first line");
            for (int k = 0; k < width; k++)
            {
                ReadOnlySpan<char> text = line.AsSpan(fields[k]);
                string Found() => (line[fields[k]] is { Length: > 0 } some ? $"'{some}'" : "nothing") + $" in column {names?[k] ?? $"{k + 1}"}";
                if (!TryNumber(text, out double value)) throw InputException.At(Place(), Found(), "a number");
                if (!double.IsFinite(value)) throw InputException.At(Place(), Found(), "a finite number");
                values.Add(value);
            }
            lines.Add(number);
        }
        return new RawData(path, names, width, [.. values], [.. lines]);
    }

    /// <summary>Where the fields of a line are, without surrounding blanks and quotes.</summary>
    private static void Split(string line, char separator, List<Range> fields)
    {
        fields.Clear();
        for (int at = 0; at <= line.Length;)
        {
            while (at < line.Length && line[at] is ' ' or '\t' && line[at] != separator) at++;
            int start = at, end;
            if (at < line.Length && line[at] == '"' && line.IndexOf('"', at + 1) is > 0 and int close)
            {
                (start, end) = (at + 1, close);
                at = line.IndexOf(separator, close);
            }
            else
            {
                at = line.IndexOf(separator, at);
                end = at < 0 ? line.Length : at;
                while (end > start && char.IsWhiteSpace(line[end - 1])) end--;
            }
            fields.Add(start..end);
            if (at < 0) return;
            at++;
        }
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => TryNumber(text, out _);

    private static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
