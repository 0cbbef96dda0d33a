using System.Globalization;
using CsCheck;
using Gossip.Core;

namespace Gossip.Objectives.Tests;

public sealed class CsvTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_survive_writing_and_reading_bit_by_bit() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[1, 20], Gen.OneOf(Gen.Const(","), Gen.Const(";"), Gen.Const("\t"), Gen.Const(" , "))).SelectMany(
            (width, rows, separator) => Gen.Double.Where(double.IsFinite).Array[width * rows].Select(values => (width, separator, values)))
        .Sample(c =>
        {
            string text = string.Join('\n', c.values.Chunk(c.width).Select(row =>
                string.Join(c.separator, row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
            Table table = DataFile.Read(_folder.Write($"{Guid.NewGuid()}.csv", text));
            for (int r = 0; r < table.Rows; r++)
                ((double[])[.. table[r], table.Targets[r]]).ShouldBe(c.values[(r * c.width)..((r + 1) * c.width)]);
        }, iter: 100);

    [Theory]
    [InlineData("1,2,3\n4,5,6\n", "x1 x2", "3 6")]
    [InlineData("a,b,c\n1,2,3\n4,5,6\n", "a b", "3 6")]
    [InlineData("a,y,c\n1,2,3\n4,5,6\n", "a c", "2 5")]
    [InlineData("# made by hand\n\"a\",\"b, c\",c\n\n 1 ,\"2\", 3\r\n4,5,6", "a b, c", "3 6")]
    [InlineData("a;b;c\n1e0;2;3\n4;+5;.6e1\n", "a b", "3 6")]
    public void Header_and_target_are_found(string text, string columns, string targets)
    {
        Table table = Read(text);
        string.Join(' ', table.Columns).ShouldBe(columns);
        string.Join(' ', table.Targets).ShouldBe(targets);
        table.Rows.ShouldBe(2);
        table[1][0].ShouldBe(4);
    }

    [Fact]
    public void A_named_target_wins()
    {
        Table table = DataFile.Read(_folder.Write("t.csv", "a,b,y\n1,2,3\n"), "a");
        table.Columns.ShouldBe(["b", "y"]);
        table.Targets.ShouldBe([1]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3: found 1 field, expected 2 as in the first line")]
    [InlineData("a,b\n1,2,3\n", "line 2: found 3 fields, expected 2 as in the first line")]
    [InlineData("a,b\n\n1,x\n", "line 3: found 'x' in column b, expected a number")]
    [InlineData("1,2\n3,\n", "line 2: found nothing in column 2, expected a number")]
    [InlineData("a,b\n1,NaN\n", "line 2: found 'NaN' in column b, expected a finite number")]
    [InlineData("a,b\n-Infinity,2\n", "line 2: found '-Infinity' in column a, expected a finite number")]
    [InlineData("a,b\n1e999,2\n", "line 2: found '1e999' in column a, expected a finite number")]
    [InlineData("1,x\n3,4\n", "line 1: found 'x' in column 2, expected a number")]
    public void A_bad_row_is_told_with_its_line(string text, string message) =>
        Should.Throw<InputException>(() => Read(text)).Message.ShouldBe($"{_folder.Of("t.csv")}, {message}");

    [Theory]
    [InlineData("", "found no rows, expected one sample a line")]
    [InlineData("a,b\n", "found no rows, expected one sample a line")]
    [InlineData("1\n2\n", "found one column, expected features and a target")]
    public void A_file_without_samples_is_told(string text, string message) =>
        Should.Throw<InputException>(() => Read(text)).Message.ShouldBe($"{_folder.Of("t.csv")}: {message}");

    [Fact]
    public void A_missing_target_column_names_the_nearest()
    {
        string path = _folder.Write("t.csv", "age,weight,benign\n1,2,3\n");
        Should.Throw<InputException>(() => DataFile.Read(path, "bening")).Message
            .ShouldBe($"{path}: found no column 'bening', expected one of its 3 columns (did you mean 'benign'?)");
        Should.Throw<InputException>(() => DataFile.Read(_folder.Write("u.csv", "1,2\n"), "b")).Message
            .ShouldBe($"{_folder.Of("u.csv")}: found no header, expected a header that names the target column 'b'");
    }

    [Fact]
    public void Missing_and_unknown_files_are_told()
    {
        Should.Throw<InputException>(() => DataFile.Read(_folder.Of("none.csv"))).Message
            .ShouldBe($"{_folder.Of("none.csv")}: found no such file, expected data");
        string path = _folder.Write("t.xyz", "1,2\n");
        Should.Throw<InputException>(() => DataFile.Read(path)).Message.ShouldStartWith($"{path}: found a file of unknown kind, expected .csv");
    }

    private Table Read(string text) => DataFile.Read(_folder.Write("t.csv", text));
}
