using Gossip.Experiments.Exports;
using Parquet;
using Parquet.Schema;

namespace Gossip.Experiments.Tests;

public sealed class Parquet_files : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Give_back_every_cell_and_where_there_was_none()
    {
        string path = _folder["table.parquet"];
        new ParquetTable()
            .Texts("graph", ["ring:16", null, "grid:4x4", ""])
            .Counts("gradients", [1, long.MaxValue, null, -3])
            .Numbers("error", [1e-300, double.NaN, 0.1 + 0.2, double.PositiveInfinity])
            .Write(path);

        await using ParquetReader reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        DataField[] fields = reader.Schema.GetDataFields();
        fields.Select(f => f.Name).ShouldBe(["graph", "gradients", "error"]);
        using ParquetRowGroupReader rows = reader.OpenRowGroupReader(0);
        string?[] graphs = new string?[4];
        long?[] gradients = new long?[4];
        double?[] errors = new double?[4];
        await rows.ReadAsync(fields[0], graphs.AsMemory()!, cancellationToken: TestContext.Current.CancellationToken);
        await rows.ReadAsync<long>(fields[1], gradients.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await rows.ReadAsync<double>(fields[2], errors.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        graphs.ShouldBe(["ring:16", null, "grid:4x4", ""]);
        gradients.ShouldBe([1L, long.MaxValue, null, -3L]);
        errors.ShouldBe([1e-300, null, 0.1 + 0.2, double.PositiveInfinity]);
    }

    [Fact]
    public void Are_the_same_bytes_for_the_same_table()
    {
        ParquetTable table = new ParquetTable().Texts("a", ["x", "y"]).Numbers("b", [1, 2]);
        table.Write(_folder["1"]);
        table.Write(_folder["2"]);
        File.ReadAllBytes(_folder["1"]).ShouldBe(File.ReadAllBytes(_folder["2"]));
    }

    [Fact]
    public void Have_columns_of_one_length() =>
        Should.Throw<InvalidOperationException>(() => new ParquetTable().Texts("a", ["x"]).Numbers("b", []).Write(_folder["c"]));
}
