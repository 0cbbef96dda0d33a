using System.Text;
using System.Text.RegularExpressions;

namespace Gossip.EndToEnd.Tests;

/// <summary>
/// Every <c>gossip</c> command in a bash fence of the documentation runs as it stands there, page by page and in order,
/// in a folder like the repository's root.
/// </summary>
[Collection(nameof(InsideThisProcess))]
public sealed partial class Docs_commands : IDisposable
{
    private readonly Shell _shell = new();

    public static TheoryData<string> PagesWithCommands => [.. Pages().Where(page => Commands(page).Any())];

    public Docs_commands()
    {
        Copy("examples");
        Copy("tests/data/linear_n16_s0");
        Copy("tests/data/federated");
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public void Run_as_they_stand(string page)
    {
        foreach (string command in Commands(page))
        {
            Finished finished = _shell.Inside([.. Words(command).Skip(1)]);
            finished.Code.ShouldBe(0, $"{page}: {command}\n{finished.Error}");
        }
    }

    [Theory]
    [InlineData("docs/how-to/run-an-experiment.md")]
    [InlineData("docs/how-to/use-your-own-data.md")]
    [InlineData("docs/how-to/graphs-and-rates.md")]
    [InlineData("docs/how-to/optimal-rates.md")]
    [InlineData("docs/how-to/resume-and-replay.md")]
    [InlineData("docs/how-to/runtimes.md")]
    [InlineData("docs/how-to/cluster.md")]
    [InlineData("docs/how-to/federated.md")]
    [InlineData("docs/how-to/neural-networks.md")]
    [InlineData("docs/how-to/online.md")]
    [InlineData("docs/how-to/compare-methods.md")]
    [InlineData("docs/how-to/sweeps.md")]
    [InlineData("docs/how-to/reproduce-the-papers.md")]
    [InlineData("docs/how-to/predict.md")]
    public void Are_on_every_page_about_the_command(string page) => Commands(page).ShouldNotBeEmpty();

    [Fact]
    public void Stand_on_pages_whose_links_lead_somewhere()
    {
        string[] broken =
        [
            .. from page in Pages()
               where page != "README.md"
               from Match link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page)))
               let target = link.Groups[1].Value
               where !target.Contains("://", StringComparison.Ordinal)
               let path = Path.GetFullPath(target, Path.GetDirectoryName(Path.Combine(Repository.Root, page))!)
               where !File.Exists(path) && !Directory.Exists(path)
               select $"{page}: {target}",
        ];
        broken.ShouldBeEmpty();
    }

    private static IEnumerable<string> Pages() => Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Repository.Root, "README.md"))
        .Where(File.Exists)
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>The lines <c>gossip …</c> or <c>./gossip …</c> of a page's bash fences.</summary>
    private static IEnumerable<string> Commands(string page)
    {
        string? fence = null;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) fence = fence is null ? line[3..].Trim() : null;
            else if (fence == "bash" && (line.StartsWith("gossip ", StringComparison.Ordinal) || line.StartsWith("./gossip ", StringComparison.Ordinal))) yield return line;
        }
    }

    /// <summary>Words as a shell takes them apart: blanks between, quotes around.</summary>
    private static List<string> Words(string command)
    {
        List<string> words = [];
        foreach (Match match in Word().Matches(command))
        {
            StringBuilder word = new();
            foreach (Capture part in match.Groups[1].Captures) word.Append(part.Value[0] is '\'' or '"' ? part.Value[1..^1] : part.Value);
            words.Add(word.ToString());
        }
        return words;
    }

    private void Copy(string folder)
    {
        string from = Path.Combine(Repository.Root, folder);
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = _shell[Path.Combine(folder, Path.GetRelativePath(from, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    [GeneratedRegex("""(?:('[^']*'|"[^"]*"|[^\s'"]+))+""")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();
}
