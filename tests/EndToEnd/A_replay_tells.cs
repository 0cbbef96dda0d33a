namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class A_replay_tells : IDisposable
{
    private readonly Shell _shell = new();

    public A_replay_tells()
    {
        _shell.Write("run.yaml", $$"""
            problem: { data: {{Repository.Data("linear_n16_s0")}} }
            graph: ring:16
            stop: { time: 30 }
            record: { events: true }
            """);
        _shell.Inside("run", "run.yaml").Code.ShouldBe(0);
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void That_a_run_is_bit_equal()
    {
        string[] before = Snapshot();
        Finished finished = _shell.Inside("replay", "runs/run");
        finished.Out.ShouldStartWith("bit-equal: ");
        finished.Code.ShouldBe(0);
        Snapshot().ShouldBe(before);
    }

    [Fact]
    public void Which_event_differs_first()
    {
        string[] events = File.ReadAllLines(_shell["runs/run/events.csv"]);
        int line = Array.FindIndex(events, 40, e => e.Contains("exchange", StringComparison.Ordinal));
        string[] cells = events[line].Split(',');
        events[line] = $"{cells[0]},gradient,{cells[2]},";
        events[^1] = "0,gradient,0,";
        File.WriteAllLines(_shell["runs/run/events.csv"], events);
        Finished finished = _shell.Inside("replay", "runs/run");
        finished.Out.ShouldContain($"not bit-equal: first differing event at events.csv, line {line + 1}: '{events[line]}' then, '{string.Join(',', cells)}' now");
        finished.Code.ShouldBe(1);
    }

    [Fact]
    public void That_events_are_missing_or_too_many()
    {
        string[] events = File.ReadAllLines(_shell["runs/run/events.csv"]);
        File.WriteAllLines(_shell["runs/run/events.csv"], events[..^1]);
        _shell.Inside("replay", "runs/run").Out.ShouldContain($"line {events.Length}: none then, '{events[^1]}' now");
        File.WriteAllLines(_shell["runs/run/events.csv"], [.. events, "31,gradient,0,"]);
        _shell.Inside("replay", "runs/run").Out.ShouldContain($"line {events.Length + 1}: '31,gradient,0,' then, no further event now");
    }

    [Fact]
    public void Which_measurement_differs_first_where_the_events_agree()
    {
        string[] rows = File.ReadAllLines(_shell["runs/run/metrics.csv"]);
        rows[7] = rows[7].Replace(rows[7].Split(',')[3], "0.5", StringComparison.Ordinal);
        File.WriteAllLines(_shell["runs/run/metrics.csv"], rows);
        Finished finished = _shell.Inside("replay", "runs/run", "--json");
        finished.Out.ShouldContain("\"equal\": false");
        finished.Out.ShouldContain("metrics.csv, line 8: ");
        long Events(int row) => rows[row].Split(',')[1..3].Sum(long.Parse);
        string first = File.ReadAllLines(_shell["runs/run/events.csv"])[Events(6) + 1];
        finished.Out.ShouldContain($"the first differing event is one of {Events(6) + 1} to {Events(7)}, from '{first}' on");
        finished.Code.ShouldBe(1);
    }

    [Fact]
    public void That_another_seed_is_another_run()
    {
        _shell.Write("runs/run/experiment.yaml", _shell.Read("runs/run/experiment.yaml").Replace("seed: 1\n", "seed: 2\n", StringComparison.Ordinal));
        _shell.Inside("replay", "runs/run").Out.ShouldContain("not bit-equal: first differing event at events.csv, line 2:");
    }

    private string[] Snapshot() => [.. Directory.GetFiles(_shell["runs/run"]).Order().Select(path => path + File.ReadAllText(path).GetHashCode(StringComparison.Ordinal))];
}
