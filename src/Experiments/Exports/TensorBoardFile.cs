using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Gossip.Core;

namespace Gossip.Experiments.Exports;

/// <summary>
/// Scalars as an event file of TensorBoard: records of length, checksum, content, checksum (TFRecord), each content an <c>Event</c> of its protocol
/// buffers: wall_time 1, step 2, file_version 3, summary 5 with values 1 of tag 1 and simple_value 2. A row of metrics is one event. Its step counts
/// gradients (rounds of online learners and servers), its wall time is the run's own time in seconds since 1970, so that equal runs give
/// equal files.
/// </summary>
internal static class TensorBoardFile
{
    private const int Varint = 0, Eight = 1, Bytes = 2, Four = 5;

    /// <summary>Writes the file; it is there as a whole or not at all.</summary>
    public static void Write(string path, MetricsTable metrics) => AtomicFile.WriteBytes(path, to =>
    {
        Record(to, Event(0, 0, (3, "brain.Event:2"u8.ToArray())));
        double[]? steps = metrics["gradients"] is { } gradients && gradients.Any(g => g > 0) ? gradients : metrics["round"] ?? metrics["rounds"];
        double[] times = metrics["time"] ?? metrics["round"]!;
        for (int row = 0; row < metrics.Rows; row++)
        {
            MemoryStream summary = new();
            foreach ((string name, double[] column) in metrics.Names.Zip(metrics.Columns))
                if (double.IsFinite(column[row])) Field(summary, 1, Scalar(name, (float)column[row]));
            Record(to, Event(times[row], (long)(steps?[row] ?? row), (5, summary.ToArray())));
        }
    });

    /// <summary>CRC-32C, rotated and shifted so that checksums of checksums are no zeros, as TFRecord has it.</summary>
    internal static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }

    private static void Record(Stream to, byte[] content)
    {
        byte[] length = new byte[8], checksum = new byte[4];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)content.Length);
        foreach (byte[] part in (byte[][])[length, content])
        {
            to.Write(part);
            BinaryPrimitives.WriteUInt32LittleEndian(checksum, Masked(part));
            to.Write(checksum);
        }
    }

    private static byte[] Event(double time, long step, (int Field, byte[] Content) what)
    {
        MemoryStream to = new();
        Key(to, 1, Eight);
        to.Write(BitConverter.GetBytes(time));
        Key(to, 2, Varint);
        Number(to, (ulong)step);
        Field(to, what.Field, what.Content);
        return to.ToArray();
    }

    private static byte[] Scalar(string tag, float value)
    {
        MemoryStream to = new();
        Field(to, 1, Encoding.UTF8.GetBytes(tag));
        Key(to, 2, Four);
        to.Write(BitConverter.GetBytes(value));
        return to.ToArray();
    }

    private static void Field(MemoryStream to, int field, byte[] content)
    {
        Key(to, field, Bytes);
        Number(to, (ulong)content.Length);
        to.Write(content);
    }

    private static void Key(MemoryStream to, int field, int kind) => Number(to, (ulong)(field << 3 | kind));

    private static void Number(MemoryStream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7) to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }
}
