using System.Globalization;
using System.Text;
using Gossip.Experiments.Exports;

namespace Gossip.Experiments.Tests;

/// <summary>Read back by a reader of TFRecord and protocol buffers written for this, with checksums bit by bit.</summary>
public sealed class Event_files : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Have_a_scalar_for_each_cell_at_its_step()
    {
        string[] csv = ["time,gradients,error,loss", "0,0,1,", "2.5,40,0.125,0.5", "1e3,3000000000,1e-30,0.25"];
        File.WriteAllLines(_folder["metrics.csv"], csv);
        TensorBoardFile.Write(_folder["metrics.tfevents"], MetricsTable.Read(_folder["metrics.csv"]));

        List<Event> events = [.. Records(File.ReadAllBytes(_folder["metrics.tfevents"])).Select(Event.Of)];
        events[0].Version.ShouldBe("brain.Event:2");
        events.Count.ShouldBe(4);
        events.Skip(1).Select(e => (e.Time, e.Step)).ShouldBe([(0, 0), (2.5, 40), (1000, 3_000_000_000)]);
        string.Join(' ', events[1].Values.Keys).ShouldBe("time gradients error");
        events[2].Values.ShouldBe(new Dictionary<string, float> { ["time"] = 2.5f, ["gradients"] = 40, ["error"] = 0.125f, ["loss"] = 0.5f });
        events[3].Values["error"].ShouldBe(1e-30f);
    }

    [Theory]
    [InlineData("round,loss\n1,3\n7,2", "1 7")]
    [InlineData("time,rounds,gradients,loss\n0,0,0,1\n5,10,0,2", "0 10")]
    public void Step_by_rounds_where_there_are_no_gradients(string csv, string steps)
    {
        File.WriteAllText(_folder["metrics.csv"], csv);
        TensorBoardFile.Write(_folder["metrics.tfevents"], MetricsTable.Read(_folder["metrics.csv"]));
        string.Join(' ', Records(File.ReadAllBytes(_folder["metrics.tfevents"])).Skip(1).Select(r => Event.Of(r).Step.ToString(CultureInfo.InvariantCulture))).ShouldBe(steps);
    }

    /// <summary>CRC-32C of "123456789" is e3069283 (RFC 3720's polynomial); the mask is TFRecord's.</summary>
    [Fact]
    public void Have_the_checksums_of_their_format()
    {
        byte[] digits = Encoding.ASCII.GetBytes("123456789");
        Crc(digits).ShouldBe(0xe3069283);
        TensorBoardFile.Masked(digits).ShouldBe(Mask(0xe3069283));
    }

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BitConverter.ToUInt64(file, at));
            BitConverter.ToUInt32(file, at + 8).ShouldBe(Mask(Crc(file[at..(at + 8)])));
            byte[] content = file[(at + 12)..(at + 12 + length)];
            BitConverter.ToUInt32(file, at + 12 + length).ShouldBe(Mask(Crc(content)));
            yield return content;
            at += 16 + length;
        }
    }

    private static uint Mask(uint crc) => unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);

    private static uint Crc(byte[] bytes)
    {
        uint crc = ~0u;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
        }
        return ~crc;
    }

    private sealed record Event(double Time, long Step, string? Version, Dictionary<string, float> Values)
    {
        public static Event Of(byte[] record)
        {
            double time = 0;
            long step = 0;
            string? version = null;
            Dictionary<string, float> values = [];
            foreach ((int field, byte[] content) in Fields(record))
            {
                switch (field)
                {
                    case 1: time = BitConverter.ToDouble(content); break;
                    case 2: step = BitConverter.ToInt64(content); break;
                    case 3: version = Encoding.UTF8.GetString(content); break;
                    case 5:
                        foreach ((_, byte[] value) in Fields(content))
                        {
                            Dictionary<int, byte[]> parts = Fields(value).ToDictionary(f => f.Field, f => f.Content);
                            values.Add(Encoding.UTF8.GetString(parts[1]), BitConverter.ToSingle(parts[2]));
                        }
                        break;
                    default: throw new InvalidDataException($"field {field}");
                }
            }
            return new(time, step, version, values);
        }

        private static IEnumerable<(int Field, byte[] Content)> Fields(byte[] message)
        {
            for (int at = 0; at < message.Length;)
            {
                int key = (int)Varint();
                byte[] content = (key & 7) switch
                {
                    0 => BitConverter.GetBytes((long)Varint()),
                    1 => Take(8),
                    2 => Take((int)Varint()),
                    5 => Take(4),
                    _ => throw new InvalidDataException($"kind {key & 7}"),
                };
                yield return (key >> 3, content);

                ulong Varint()
                {
                    ulong value = 0;
                    for (int shift = 0; ; shift += 7)
                    {
                        byte b = message[at++];
                        value |= (ulong)(b & 0x7f) << shift;
                        if (b < 0x80) return value;
                    }
                }

                byte[] Take(int count) => message[at..(at += count)];
            }
        }
    }
}
