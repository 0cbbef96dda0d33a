using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>Rows that no node learns from: of a file of their own, or a share of the nodes' rows.</summary>
internal static class HeldOut
{
    /// <summary>Reads them from a file with the same columns as <paramref name="like"/>.</summary>
    public static Table Read(string path, string? target, string? clientColumn, Table like)
    {
        DataSource source = DataSource.Find(path);
        Table[] parts = clientColumn is null
            ? [.. source.Read(target)]
            : [.. source.Files.SelectMany(file => DataFile.ReadRaw(file).ByClient(clientColumn)).Select(client => client.WithTarget(target))];
        for (int k = 0; k < parts.Length; k++)
        {
            if (parts[k].Width < like.Width && DataFile.IsSparse(parts[k].Source)) parts[k] = parts[k].WidenedTo(like.Width);
            if (parts[k].Width != like.Width)
                throw InputException.At(parts[k].Source, $"{parts[k].Width} features", $"{like.Width} as in {Path.GetFileName(like.Source)}");
        }
        return Joined(parts);
    }

    /// <summary>
    /// Holds out a share of every table's rows, at least one where that leaves one. Which rows is a function of the seed; the
    /// others keep their order. <paramref name="numbers"/> are the tables' among all; null where these are all.
    /// </summary>
    public static (IReadOnlyList<Table> Kept, Table Test) Of(IReadOnlyList<Table> tables, double share, ulong seed, IReadOnlyList<int>? numbers = null)
    {
        var kept = new Table[tables.Count];
        var held = new List<Table>();
        for (int k = 0; k < tables.Count; k++)
        {
            Table table = tables[k];
            int count = Math.Min(table.Rows - 1, Math.Max(1, (int)Math.Round(share * table.Rows)));
            int[] order = [.. Enumerable.Range(0, table.Rows)];
            Draws draws = new CounterStream(seed, Purpose.Test, numbers?[k] ?? k).From();
            draws.Shuffle<int>(order);
            int[] rows = order[..count], others = order[count..];
            Array.Sort(rows);
            Array.Sort(others);
            kept[k] = table.Take(others);
            if (count > 0) held.Add(table.Take(rows));
        }
        if (held.Count == 0) throw InputException.At("test", $"{share}", "a file: every node has but one row");
        return (kept, Joined(held));
    }

    private static Table Joined(IReadOnlyList<Table> parts) => parts.Count == 1 ? parts[0] : new(
        parts[0].Source,
        parts[0].Columns,
        [.. parts.SelectMany(part => part.Features)],
        [.. parts.SelectMany(part => part.Targets)],
        parts.All(part => part.Lines is not null) ? [.. parts.SelectMany(part => part.Lines!)] : null);
}
