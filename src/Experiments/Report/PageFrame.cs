namespace Gossip.Experiments.Report;

/// <summary>What all pages have around what they tell.</summary>
internal static class PageFrame
{
    /// <summary>The head, to the beginning of the body.</summary>
    public static void Begin(Markup page, string title) => page.Add($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width,initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
        <link rel="icon" href="data:,"/>
        <title>{title} · Gossip</title>
        <style>
        {Markup.Of(Theme.ForPage())}{Markup.Of(PageStyle.Css)}
        </style>
        </head>
        <body>
        """);

    /// <summary>The foot, after all else.</summary>
    public static void End(Markup page)
    {
        page.Add($"<footer>Written by gossip {typeof(PageFrame).Assembly.GetName().Version?.ToString(3)}. This page is one file and needs no network.</footer>");
        page.Add($"</body>\n</html>");
    }

    /// <summary>A large figure.</summary>
    public static void Tile(Markup page, string label, string value) => page.Add($"<div><dt>{label}</dt><dd>{value}</dd></div>");
}
