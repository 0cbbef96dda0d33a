using CsCheck;
using Gossip.Core;
using Gossip.Experiments.Running;

namespace Gossip.Experiments.Tests;

public sealed class Checkpoints
{
    private static readonly Checkpoint Example = new(
        new SortedDictionary<string, string> { ["graph"] = "ring:4", ["seed"] = "7" }, new("a", "b", "c", ""), 12, 3.25, 1.5);
    private static readonly byte[] Runtime = [1, 2, 3, 4, 5];

    [Fact]
    public void Come_back_as_they_were()
    {
        using TempFolder temp = new();
        RunFolder folder = new(temp.Path);
        Example.Save(folder, to => to.Write(Runtime));
        ShouldBeTheExample(folder);
    }

    /// <summary>Whatever one byte of the newest says, or wherever it is cut off, the one before is taken.</summary>
    [Fact]
    public void Damaged_ones_give_way_to_the_one_before()
    {
        using TempFolder temp = new();
        RunFolder folder = new(temp.Path);
        Example.Save(folder, to => to.Write(Runtime));
        (Example with { Rows = 99 }).Save(folder, to => to.Write((byte)9));
        byte[] whole = File.ReadAllBytes(folder[RunFolder.Checkpoint]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255], Gen.Bool).Sample((at, flip, cut) =>
        {
            byte[] damaged = cut ? whole[..at] : [.. whole];
            if (!cut) damaged[at] ^= flip;
            File.WriteAllBytes(folder[RunFolder.Checkpoint], damaged);
            ShouldBeTheExample(folder);
        }, iter: 200, threads: 1);

        File.WriteAllBytes(folder[RunFolder.PreviousCheckpoint], []);
        Should.Throw<InputException>(() => Checkpoint.Load(folder)).Message.ShouldContain("damaged checkpoints");
    }

    private static void ShouldBeTheExample(RunFolder folder)
    {
        Checkpoint found = Checkpoint.Load(folder);
        found.Settings.ShouldBe(Example.Settings);
        (found with { Settings = Example.Settings }).ShouldBe(Example);
        Checkpoint.Restore(folder, from => from.ReadBytes(Runtime.Length).ShouldBe(Runtime));
    }
}
