using Gossip.Core;

namespace Gossip.Objectives.Tests;

public sealed class IdxTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 255];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 0];
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte")]
    [InlineData("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte")]
    [InlineData("images.idx", "labels.idx")]
    public void Images_are_rows_of_pixels_with_the_labels_beside_them(string images, string labels)
    {
        string path = _folder.Write(images, Images);
        _folder.Write(labels, Labels);
        Table table = DataFile.Read(path);
        table.Features.ShouldBe([1, 2, 3, 4, 5, 6, 7, 255]);
        table.Targets.ShouldBe([9, 0]);
        table.Width.ShouldBe(4);
        table.Place(1).ShouldBe($"{path}, record 2");
        DataSource.Find(_folder.Path).Files.ShouldBe([path]);
    }

    [Fact]
    public void Larger_types_are_big_endian()
    {
        _folder.Write("labels.idx", Labels);
        Read([0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 255, 255]).ShouldBe([258, -1]);
        Read([0, 0, 0x0C, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 0, 255, 255, 255, 255]).ShouldBe([256, -1]);
        Read([0, 0, 0x0D, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0]).ShouldBe([1, -2]);
        Read([0, 0, 0x09, 2, 0, 0, 0, 2, 0, 0, 0, 1, 5, 251]).ShouldBe([5, -5]);

        double[] Read(byte[] images) => DataFile.Read(_folder.Write("images.idx", images)).Features;
    }

    [Fact]
    public void Mistakes_name_the_file_and_the_record()
    {
        string images = _folder.Write("images.idx", Images);
        Message(images).ShouldBe($"{images}: found no labels beside it, expected a second file, named with labels-idx1 instead of images-idx3");
        string labels = _folder.Write("labels.idx", [0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 1]);
        Message(images).ShouldBe($"{labels}: found 3 labels, expected 2 as in images.idx");
        _folder.Write("labels.idx", Labels);
        _folder.Write("images.idx", Images[..^1]);
        Message(images).ShouldBe($"{images}, record 2: found the end of the file, expected 2 records");
        _folder.Write("images.idx", "1,2,3,4,5"u8.ToArray());
        Message(images).ShouldBe($"{images}: found other bytes, expected an IDX file");
        string zipped = _folder.Write("images.idx", Images);
        File.Move(zipped, zipped + ".gz");
        Message(zipped + ".gz").ShouldBe($"{zipped}.gz: found a broken or short file, expected an IDX file");
    }

    private static string Message(string path) => Should.Throw<InputException>(() => DataFile.Read(path)).Message;
}
