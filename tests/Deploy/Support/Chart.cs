namespace Gossip.Deploy.Tests;

/// <summary>The chart of this clone, rendered by helm.</summary>
internal static class Chart
{
    public static readonly string Folder = Repository.PathOf("deploy/helm/gossip");

    /// <summary>Renders with more arguments, such as <c>--set</c> and a value.</summary>
    public static (int Code, string Said) Render(params string[] arguments)
    {
        Tool.Need();
        string release = arguments is [var name, ..] && !name.StartsWith('-') ? name : "gossip";
        return Tool.Helm(["template", release, Folder, .. arguments.Where(a => a != release)]);
    }

    public static Manifests Manifests(params string[] arguments)
    {
        (int code, string said) = Render(arguments);
        code.ShouldBe(0, said);
        return new(said);
    }

    /// <summary>The line in which helm or the chart says what is wrong.</summary>
    public static string Refusal(params string[] arguments)
    {
        (int code, string said) = Render(arguments);
        code.ShouldNotBe(0, said);
        return said;
    }
}
