using System.Buffers.Binary;
using System.Text;
using Gossip.Core;

namespace Gossip.Objectives.Tests;

public sealed class NumpyTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f8", 8)]
    [InlineData("<f4", 4)]
    [InlineData("<i8", 8)]
    [InlineData("<i4", 4)]
    [InlineData("|u1", 1)]
    public void Every_type_is_read_in_both_orders_and_versions(string type, int size)
    {
        double[] rows = [1, 2, 3, 4, 5, 6], columns = [1, 4, 2, 5, 3, 6];
        foreach (byte version in new byte[] { 1, 2, 3 })
        {
            Table c = DataFile.Read(_folder.Write("c.npy", Npy(type, size, "(2, 3)", rows, version)));
            Table f = DataFile.Read(_folder.Write("f.npy.gz", Npy(type, size, "(2, 3)", columns, version, fortran: true)));
            foreach (Table table in new[] { c, f })
            {
                table.Features.ShouldBe([1, 2, 4, 5]);
                table.Targets.ShouldBe([3, 6]);
            }
        }
    }

    [Theory]
    [InlineData("X.npy", "y.npy")]
    [InlineData("X.npy", "labels.npy")]
    [InlineData("X_train.npy", "y_train.npy.gz")]
    [InlineData("train-features.npy", "train-labels.npy")]
    public void Labels_are_found_beside_the_samples(string samples, string labels)
    {
        string path = _folder.Write(samples, Npy("<f8", 8, "(2, 3)", [1, 2, 3, 4, 5, 6]));
        _folder.Write(labels, Npy("<i8", 8, "(2,)", [7, 8]));
        Table table = DataFile.Read(path);
        table.Features.ShouldBe([1, 2, 3, 4, 5, 6]);
        table.Targets.ShouldBe([7, 8]);
        DataSource.Find(_folder.Path).Files.ShouldBe([path]);
    }

    [Fact]
    public void A_capital_X_inside_a_word_names_no_labels()
    {
        _folder.Write("maX.npy", Npy("<f8", 8, "(2, 2)", [1, 2, 3, 4]));
        _folder.Write("may.npy", Npy("<f8", 8, "(2, 2)", [1, 2, 3, 4]));
        DataSource.Find(_folder.Path).Files.Count.ShouldBe(2);
    }

    [Fact]
    public void A_real_file_of_NumPy_is_read()
    {
        // NumPy 1.24.2, numpy.save of numpy.array([[0.5, -1.0], [2.0, 1e-3]])
        const string file = "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAADgPwAAAAAAAPC/AAAAAAAAAED8qfHSTWJQPw==";
        Table table = DataFile.Read(_folder.Write("real.npy", Convert.FromBase64String(file)));
        table.Features.ShouldBe([0.5, 2]);
        table.Targets.ShouldBe([-1, 1e-3]);
    }

    [Fact]
    public void Mistakes_name_the_file_and_the_record()
    {
        Refused(Npy("<f8", 8, "(2, 2)", [1, 2, double.NaN, 4]), ", record 2: found NaN in column 1, expected a finite number");
        Refused(Npy("<f8", 8, "(2, 2)", [1, 2, 3]), ": found a file that ends early, expected the whole array");
        Refused(Npy("<c16", 8, "(2, 2)", [1, 2, 3, 4]), ": found numbers of type '<c16', expected <f8, <f4, <i8, <i4, |u1 or |b1");
        Refused(Npy("<f8", 8, "(1, 2, 2)", [1, 2, 3, 4]), ": found an array of 3 dimensions, expected 1 or 2");
        Refused(Encoding.ASCII.GetBytes("1,2,3\n4,5,6\n"), ": found other bytes, expected a NumPy file");
        Refused(Npy("<f8", 8, "(4,)", [1, 2, 3, 4]), ": found one column, expected features and a target");
        string samples = _folder.Write("X.npy", Npy("<f8", 8, "(2, 2)", [1, 2, 3, 4]));
        string labels = _folder.Write("y.npy", Npy("<f8", 8, "(3,)", [1, 2, 3]));
        Should.Throw<InputException>(() => DataFile.Read(samples)).Message.ShouldBe($"{labels}: found 3 rows, expected 2 as in X.npy");
    }

    private void Refused(byte[] file, string message) =>
        Should.Throw<InputException>(() => DataFile.Read(_folder.Write("t.npy", file))).Message.ShouldBe(_folder.Of("t.npy") + message);

    private static byte[] Npy(string type, int size, string shape, double[] values, byte version = 1, bool fortran = false)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        int prefix = version == 1 ? 10 : 12, padded = (prefix + header.Length + 1 + 63) / 64 * 64 - prefix;
        var bytes = new List<byte>([0x93, .. "NUMPY"u8, version, 0, (byte)padded, (byte)(padded >> 8)]);
        if (version > 1) bytes.AddRange([0, 0]);
        bytes.AddRange(Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + "\n"));
        Span<byte> element = stackalloc byte[8];
        foreach (double value in values)
        {
            if (type == "<f4") BinaryPrimitives.WriteSingleLittleEndian(element, (float)value);
            else if (type == "<f8") BinaryPrimitives.WriteDoubleLittleEndian(element, value);
            else BinaryPrimitives.WriteInt64LittleEndian(element, double.IsNaN(value) ? 0 : (long)value);
            bytes.AddRange(element[..size]);
        }
        return [.. bytes];
    }
}
