using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gossip.Experiments.Report;

/// <summary>
/// SVG or HTML in the making. The text of an interpolated string is markup; what stands in its holes is data:
/// strings are escaped, numbers become coordinates (two decimals, no culture), and other markup stays as it is.
/// </summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    public Markup Add([InterpolatedStringHandlerArgument("")] ref Hole markup)
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Markup that is already written.</summary>
    public static Markup Of(string markup)
    {
        Markup made = new();
        made._text.Append(markup);
        return made;
    }

    public override string ToString() => _text.ToString();

    private void Escape(ReadOnlySpan<char> data)
    {
        for (int k = 0; k < data.Length; k++)
        {
            char c = data[k];
            switch (c)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case '\'': _text.Append("&#39;"); break;
                case '\n' or '\t': _text.Append(c); break;
                case '\r': break;
                case < ' ' or (>= '\x7f' and <= '\x9f') or '\ufffe' or '\uffff': _text.Append('\ufffd'); break;
                default:
                    if (!char.IsSurrogate(c)) _text.Append(c);
                    else if (k + 1 < data.Length && char.IsSurrogatePair(c, data[k + 1])) _text.Append(c).Append(data[++k]);
                    else _text.Append('\ufffd');
                    break;
            }
        }
    }

    [InterpolatedStringHandler]
    public readonly ref struct Hole
    {
        private readonly Markup _to;

        public Hole(int literalLength, int formattedCount, Markup markup)
        {
            _to = markup;
            _to._text.EnsureCapacity(_to._text.Length + literalLength + 8 * formattedCount);
        }

        public void AppendLiteral(string markup) => _to._text.Append(markup);
        public void AppendFormatted(Markup? markup) => _to._text.Append(markup?._text);
        public void AppendFormatted(string? data) => _to.Escape(data);
        public void AppendFormatted(int number) => _to._text.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(double coordinate)
        {
            string text = coordinate.ToString("0.##", CultureInfo.InvariantCulture);
            _to._text.Append(text == "-0" ? "0" : text);
        }
    }
}
