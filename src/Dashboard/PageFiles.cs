using Gossip.Experiments.Report;

namespace Gossip.Dashboard;

/// <summary>What the page is made of.</summary>
internal static class PageFiles
{
    public static readonly string Html = Read("index.html"), Script = Read("app.js"), Icon = Read("favicon.svg");

    /// <summary>In the colours of the reports.</summary>
    public static readonly string Style = Theme.ForPage() + Read("app.css");

    private static string Read(string name)
    {
        using StreamReader reader = new(typeof(PageFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
