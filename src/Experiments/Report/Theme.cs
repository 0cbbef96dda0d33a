using System.Text.RegularExpressions;

namespace Gossip.Experiments.Report;

/// <summary>
/// The colours, light and dark, and how figures use them. A page keeps them as CSS variables; a picture of its own gets
/// them written out, because programs that turn SVG into print know neither variables nor dark mode.
/// </summary>
internal static partial class Theme
{
    private static readonly (string Name, string Light, string Dark)[] s_colours =
    [
        ("page", "#f4f6f9", "#0d1117"), ("card", "#ffffff", "#151b24"), ("line", "#dde3ea", "#2a3340"),
        ("ink", "#18212d", "#e8edf4"), ("soft", "#566273", "#9dabbd"), ("grid", "#e6ebf0", "#263040"),
        ("blue", "#1d5fd1", "#79b0ff"), ("amber", "#b45309", "#f2b35c"), ("teal", "#0b7a6f", "#4fd1bd"),
        ("violet", "#7442c8", "#bd9dff"), ("red", "#b42318", "#ff8a80"), ("green", "#16733b", "#5fd68b"),
        ("edge", "#7c8a9c", "#76869b"), ("plain", "#dbe7fb", "#24406b"),
        ("q0", "#e3edfc", "#1b2f52"), ("q1", "#c3d9f9", "#1f4379"), ("q2", "#98bef3", "#265ba6"), ("q3", "#669ce8", "#4a8ae0"),
        ("q4", "#3572cf", "#74aaf2"), ("q5", "#2157b0", "#9cc5fa"), ("q6", "#133a80", "#d9e9ff"),
        ("rim", "#4b6a9b", "#7fa3d8"), ("t0", "#18212d", "#e8edf4"), ("t3", "#18212d", "#0d1117"), ("t1", "#ffffff", "#0d1117"),
    ];

    /// <summary>Number of shades that nodes are coloured in, from q0 (small) on.</summary>
    public const int Shades = 7;

    private const string Figures = """
        .figure text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:12px;fill:var(--soft)}
        .figure .paper{fill:var(--card)}
        .figure .name{font-size:14px;font-weight:600;fill:var(--ink)}
        .figure .tick{font-variant-numeric:tabular-nums}
        .figure .sup{font-size:.75em}
        .figure .grid{stroke:var(--grid);stroke-width:1}
        .figure .axis{stroke:var(--soft);stroke-width:1;stroke-opacity:.6}
        .figure .curve{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .figure .error{stroke:var(--blue)} .figure circle.error,.figure tspan.error,.figure circle.distance,.figure tspan.distance{fill:var(--blue)}
        .figure .bound{stroke:var(--amber);stroke-width:1.75;stroke-dasharray:6 5;stroke-linecap:butt}
        .figure .expected{stroke:var(--teal);stroke-width:1.75;stroke-dasharray:1 5} .figure circle.expected,.figure tspan.expected{fill:var(--teal)}
        .figure .distance{stroke:var(--blue);stroke-width:1.75}
        .figure .suboptimality{stroke:var(--teal);stroke-width:1.75} .figure circle.suboptimality,.figure tspan.suboptimality{fill:var(--teal)}
        .figure .consensus{stroke:var(--violet);stroke-width:1.75} .figure circle.consensus,.figure tspan.consensus{fill:var(--violet)}
        .figure .c0{stroke:var(--blue)} .figure .c1{stroke:var(--amber)} .figure .c2{stroke:var(--teal)} .figure .c3{stroke:var(--violet)}
        .figure .c4{stroke:var(--red)} .figure .c5{stroke:var(--green)} .figure .c6{stroke:var(--edge)} .figure .c7{stroke:var(--soft);stroke-dasharray:5 4}
        .figure .fill{stroke:none} .figure .band{stroke:none;fill-opacity:.16}
        .figure .fill.c0,.figure .band.c0,.figure tspan.c0,.figure circle.c0{fill:var(--blue)} .figure .fill.c1,.figure .band.c1,.figure tspan.c1,.figure circle.c1{fill:var(--amber)}
        .figure .fill.c2,.figure .band.c2,.figure tspan.c2,.figure circle.c2{fill:var(--teal)} .figure .fill.c3,.figure .band.c3,.figure tspan.c3,.figure circle.c3{fill:var(--violet)}
        .figure .fill.c4,.figure .band.c4,.figure tspan.c4,.figure circle.c4{fill:var(--red)} .figure .fill.c5,.figure .band.c5,.figure tspan.c5,.figure circle.c5{fill:var(--green)}
        .figure .fill.c6,.figure .band.c6,.figure tspan.c6,.figure circle.c6{fill:var(--edge)} .figure .fill.c7,.figure .band.c7,.figure tspan.c7,.figure circle.c7{fill:var(--soft)}
        .figure .cell{stroke:none} .figure .cell.none{fill:none;stroke:var(--line)} .figure .missing{font-size:11px}
        .figure .whisker{fill:none;stroke:var(--ink);stroke-width:1.25}
        .figure .label{fill:var(--ink)}
        .figure .neutral{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}
        .figure circle.bound,.figure tspan.bound{fill:var(--amber)}
        .figure .dot{stroke:var(--card);stroke-width:1.5;stroke-dasharray:none}
        .figure .probe .mark{opacity:0;pointer-events:none}
        .figure .probe:hover .mark{opacity:1}
        .figure .probe .cover{fill:var(--card)}
        .figure .probe .read{fill:var(--ink);font-variant-numeric:tabular-nums}
        .figure .read tspan{stroke:none;font-weight:600}
        .figure .thread{fill:none;stroke:var(--edge);stroke-width:.75}
        .figure .rate{fill:none;stroke:var(--edge);stroke-linecap:round}
        .figure .rate:hover{stroke:var(--amber)}
        .figure .node{stroke:var(--rim);stroke-width:1.25}
        .figure .node:hover{stroke:var(--amber)}
        .figure .id{text-anchor:middle;font-weight:600;pointer-events:none}
        .figure .id.plain,.figure .id.q0,.figure .id.q1,.figure .id.q2{fill:var(--t0)}
        .figure .id.q3{fill:var(--t3)}
        .figure .id.q4,.figure .id.q5,.figure .id.q6{fill:var(--t1)}
        .figure .q0{fill:var(--q0)} .figure .q1{fill:var(--q1)} .figure .q2{fill:var(--q2)} .figure .q3{fill:var(--q3)}
        .figure .q4{fill:var(--q4)} .figure .q5{fill:var(--q5)} .figure .q6{fill:var(--q6)} .figure .plain{fill:var(--plain)}
        """;

    /// <summary>For a page: the variables of both colour schemes, and the figures' rules that use them.</summary>
    public static string ForPage() =>
        $":root{{color-scheme:light dark;{Variables(c => c.Light)}}}\n@media (prefers-color-scheme:dark){{:root{{{Variables(c => c.Dark)}}}}}\n{Figures}\n";

    /// <summary>For a picture of its own: the figures' rules with the colours written out, light first, dark on request.</summary>
    public static string ForPicture() =>
        $"{WrittenOut(c => c.Light)}\n@media (prefers-color-scheme:dark){{\n{WrittenOut(c => c.Dark)}\n}}\n";

    private static string Variables(Func<(string Name, string Light, string Dark), string> scheme) =>
        string.Concat(s_colours.Select(c => $"--{c.Name}:{scheme(c)};"));

    private static string WrittenOut(Func<(string Name, string Light, string Dark), string> scheme) =>
        Variable().Replace(Figures, m => scheme(Array.Find(s_colours, c => c.Name == m.Groups[1].Value)));

    [GeneratedRegex(@"var\(--(\w+)\)")]
    private static partial Regex Variable();
}
