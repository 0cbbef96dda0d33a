using Gossip.Core;

namespace Gossip.Objectives.Tests;

public sealed class LibsvmTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_indices_are_zeros()
    {
        Table table = DataFile.Read(_folder.Write("t.libsvm.gz", "+1 1:0.5 4:-2e-1 # a comment\n\n-1 2:3\n-1\n"));
        table.Width.ShouldBe(4);
        table.Targets.ShouldBe([1, -1, -1]);
        table.Features.ShouldBe([0.5, 0, 0, -0.2, 0, 3, 0, 0, 0, 0, 0, 0]);
        table.Place(1).ShouldEndWith("line 3");
    }

    [Fact]
    public void Files_of_several_nodes_get_the_width_of_the_widest()
    {
        _folder.Write("0.svm", "1 1:1\n");
        _folder.Write("1.svm", "1 3:1\n");
        IReadOnlyList<Table> tables = DataSource.Find(_folder.Path).Read();
        tables[0].Features.ShouldBe([1, 0, 0]);
        tables[1].Features.ShouldBe([0, 0, 1]);
    }

    [Theory]
    [InlineData("1 1:2\n1 x:2\n", "line 2: found 'x:2', expected index:value")]
    [InlineData("1 12\n", "line 1: found '12', expected index:value")]
    [InlineData("1 0:2\n", "line 1: found index 0, expected 1 or more")]
    [InlineData("1 3:2 3:1\n", "line 1: found index 3, expected more than 3, the one before")]
    [InlineData("one 1:2\n", "line 1: found 'one', expected a number")]
    [InlineData("1 1:nan\n", "line 1: found 'nan', expected a finite number")]
    public void A_bad_row_is_told_with_its_line(string text, string message) =>
        Should.Throw<InputException>(() => DataFile.Read(_folder.Write("t.svm", text))).Message.ShouldBe($"{_folder.Of("t.svm")}, {message}");

    [Fact]
    public void Empty_files_are_told()
    {
        Should.Throw<InputException>(() => DataFile.Read(_folder.Write("t.svm", "\n"))).Message.ShouldContain("no rows");
        Should.Throw<InputException>(() => DataFile.Read(_folder.Write("t.svm", "1\n"))).Message.ShouldContain("no features");
    }
}
