using System.Globalization;
using System.Text;

namespace Gossip.Cli.Commands;

/// <summary>Lines of a name and what it is.</summary>
internal sealed class FactTable
{
    private readonly StringBuilder _text = new();

    public FactTable Line(string name, string value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{name,-14} {value}\n");
        return this;
    }

    /// <summary>Seven significant digits.</summary>
    public static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString().TrimEnd();
}
