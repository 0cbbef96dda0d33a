using Gossip.Core;
using Parquet;
using Parquet.Schema;

namespace Gossip.Objectives.Tests;

/// <summary>Files are written column by column with the library's writer, apart from one that another program wrote.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_type_of_number_is_read_with_and_without_room_for_nothing()
    {
        Table table = DataFile.Read(await Write("t.parquet",
            Of<double>("a", [0.1, -2e-300]), Of<float>("b", [0.5f, 3e38f]), Of<long>("c", [1, -(1L << 53)]), Of<int>("d", [int.MinValue, 7]),
            Of<short>("e", [-3, 3]), Of<ushort>("f", [3, 65535]), Of<byte>("g", [0, 255]), Of<sbyte>("h", [-128, 127]), Of<bool>("i", [true, false]),
            Of<uint>("j", [0, uint.MaxValue]), Of<decimal>("k", [1.5m, -2.25m]), OfNullable<double>("l", [1, 2]), OfNullable<int>("m", [3, 4]), OfNullable<bool>("n", [false, true])));
        table.Columns.ShouldBe(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]);
        table[0].ToArray().ShouldBe([0.1, 0.5, 1, int.MinValue, -3, 3, 0, -128, 1, 0, 1.5, 1, 3]);
        table[1].ToArray().ShouldBe([-2e-300, 3e38f, -(1L << 53), 7, 3, 65535, 255, 127, 0, uint.MaxValue, -2.25, 2, 4]);
        table.Targets.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task The_target_is_the_one_named_or_else_y_or_else_the_last()
    {
        string last = await Write("last.parquet", Of<double>("a", [1, 2]), Of<double>("b", [3, 4]));
        DataFile.Read(last).Targets.ShouldBe([3, 4]);
        DataFile.Read(last, "a").Targets.ShouldBe([1, 2]);
        DataFile.Read(await Write("y.parquet", Of<double>("y", [1, 2]), Of<double>("b", [3, 4]))).Targets.ShouldBe([1, 2]);
        Should.Throw<InputException>(() => DataFile.Read(last, "c")).Message.ShouldStartWith($"{last}: found no column 'c', expected one of its 2 columns");
    }

    [Fact]
    public async Task Row_groups_follow_one_another_and_a_file_may_be_gzipped()
    {
        string path = await Write("groups.parquet", [[Of<double>("a", [1, 2]), Of<int>("y", [0, 1])], [Of<double>("a", [3]), Of<int>("y", [1])], [Of<double>("a", [4, 5, 6]), Of<int>("y", [0, 0, 1])]]);
        Table table = DataFile.Read(path);
        table.Features.ShouldBe([1, 2, 3, 4, 5, 6]);
        table.Targets.ShouldBe([0, 1, 1, 0, 0, 1]);
        // a folder of these tests packs what ends in .gz
        DataFile.Read(_folder.Write("packed.parquet.gz", File.ReadAllBytes(path))).Features.ShouldBe(table.Features);
        DataSource.Find(_folder.Path).Files.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Mistakes_name_the_file_and_the_record()
    {
        await Refused(", record 4: found nothing in column b, expected a number", [OfNullable<double>("b", [1, 2, 3]), Of<int>("y", [0, 1, 1])], [OfNullable<double>("b", [null, 5, 6]), Of<int>("y", [0, 0, 1])]);
        await Refused(", record 2: found NaN in column b, expected a finite number", [Of<double>("b", [1, double.NaN]), Of<int>("y", [0, 1])]);
        await Refused(", record 1: found Infinity in column b, expected a finite number", [Of<float>("b", [float.PositiveInfinity, 1]), Of<int>("y", [0, 1])]);
        await Refused(": found texts in column name, expected numbers, or true and false", [Texts("name", ["a", "b"]), Of<int>("y", [0, 1])]);
        await Refused(": found values of type DateTime in column when, expected numbers, or true and false", [Of<DateTime>("when", [DateTime.UnixEpoch, DateTime.UnixEpoch]), Of<int>("y", [0, 1])]);
        await Refused(": found one column, expected features and a target", [Of<int>("y", [0, 1])]);
        await Refused(": found no rows, expected one sample a line", [Of<double>("b", []), Of<int>("y", [])]);
        string path = await Write("whole.parquet", Of<double>("a", [1, 2, 3, 4]), Of<int>("y", [0, 1, 0, 1]));
        byte[] whole = File.ReadAllBytes(path);
        foreach (int cut in (int[])[0, 3, 4, whole.Length / 2, whole.Length - 1])
            Should.Throw<InputException>(() => DataFile.Read(_folder.Write("cut.parquet", whole[..cut]))).Message.ShouldBe($"{_folder.Of("cut.parquet")}: found a broken file, expected a Parquet file");
    }

    [Fact]
    public async Task Nested_columns_are_refused()
    {
        DataField x = new("x", typeof(double)), y = new("y", typeof(int));
        string path = _folder.Of("nested.parquet");
        await using (FileStream file = File.Create(path))
        {
            await using ParquetWriter writer = await ParquetWriter.CreateAsync(new(new StructField("b", x), y), file, cancellationToken: TestContext.Current.CancellationToken);
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAllPartsAsync<double>(x, new double[] { 1, 2 }, new[] { 1, 1 }, null, TestContext.Current.CancellationToken);
            await group.WriteAsync<int>(y, new[] { 0, 1 }, cancellationToken: TestContext.Current.CancellationToken);
        }
        Should.Throw<InputException>(() => DataFile.Read(path)).Message.ShouldBe($"{path}: found a nested column b, expected numbers, or true and false");
    }

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write);

    private static Column Of<T>(string name, T[] values) where T : struct => new(new DataField<T>(name), (group, field) => group.WriteAsync<T>(field, values));

    private static Column OfNullable<T>(string name, T?[] values) where T : struct => new(new(name, typeof(T), isNullable: true), (group, field) => group.WriteAsync<T>(field, values));

    private static Column Texts(string name, string[] values) => new(new DataField<string>(name), (group, field) => group.WriteAsync(field, values));

    private async Task Refused(string message, params Column[][] groups)
    {
        string path = await Write("bad.parquet", groups);
        Should.Throw<InputException>(() => DataFile.Read(path)).Message.ShouldBe(path + message);
    }

    private Task<string> Write(string name, params Column[] columns) => Write(name, [columns]);

    private async Task<string> Write(string name, Column[][] groups)
    {
        string path = _folder.Of(name);
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new(groups[0].Select(Field (column) => column.Field).ToArray()), file);
        foreach (Column[] columns in groups)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int k = 0; k < columns.Length; k++) await columns[k].Write(group, groups[0][k].Field);
        }
        return path;
    }
}
