using System.Globalization;
using Gossip.Nodes;

namespace Gossip.Experiments.Running;

/// <summary>state.csv: every row of every node at its own last event.</summary>
public static class StateFile
{
    /// <summary>
    /// Writes <c>node,time,row,c1..cd</c>; numbers round-trip. <paramref name="nodes"/> says which nodes these are, where they
    /// are not all.
    /// </summary>
    public static void Write(TextWriter text, SwarmState state, IReadOnlyList<int>? nodes = null)
    {
        text.Write("node,time,row");
        for (int c = 1; c <= state.Dimension; c++) text.Write(string.Create(CultureInfo.InvariantCulture, $",c{c}"));
        text.WriteLine();
        for (int i = 0; i < state.Nodes; i++)
        {
            for (int r = 0; r < state.RowCount; r++)
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{nodes?[i] ?? i},{state.Time(i)},{state.Kernel.Method.Rows[r]}"));
                foreach (double value in state.Row(i, r))
                {
                    text.Write(',');
                    text.Write(value.ToString(CultureInfo.InvariantCulture));
                }
                text.WriteLine();
            }
        }
    }
}
