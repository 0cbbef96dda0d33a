namespace Gossip.Cluster.Tests;

public sealed class Virtual_time : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("rates=optimal", "graph=barbell:8", 2)]
    [InlineData("method={ name: ad-psgd, rate: 0.05 }", "problem.batch=2", 3)]
    [InlineData("graph={ schedule: [ring:8, star:8, grid:2x4], every: 0.7 }", "start=gradient", 3)]
    [InlineData("method=msda", "record.events=false", 2)]
    [InlineData("method=allreduce-nesterov", "method.rate=0.05", 3)]
    [InlineData("graph={ schedule: [ring:8, star:8, grid:2x4], every: 0.7 }", "method={ name: adom-plus, multi-consensus: true }", 3)]
    public void Processes_give_the_digest_and_the_numbers_of_one_loop(string one, string two, int processes)
    {
        Code("run", "lab.yaml", "--out", "loop", "--set", one, "--set", two, "--set", "stop={ time: 12 }").ShouldBe(0);
        Code("cluster", "lab.yaml", "--time", "virtual", "--processes", $"{processes}", "--out", "many", "--set", one, "--set", two, "--set", "stop={ time: 12 }").ShouldBe(0);
        foreach (string key in (string[])["digest", "time", "gradients", "communications", "error"])
            _lab.Summary("many")[key]!.ToJsonString().ShouldBe(_lab.Summary("loop")[key]!.ToJsonString());
        foreach (string file in (string[])["metrics.csv", "state.csv"]) File.ReadAllText(_lab[$"many/{file}"]).ShouldBe(File.ReadAllText(_lab[$"loop/{file}"]));
        _lab.Summary("many")["runtime"]!.GetValue<string>().ShouldBe("cluster");
        Code("replay", "many").ShouldBe(0);
    }

    [Fact]
    public void A_killed_process_ends_the_run_with_one_line()
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--time", "virtual", "--processes", "3", "--out", "out", "--set", "stop={ error: 1e-300 }");
        _lab.WaitForTime("out", 4, run);
        int[] children = [run.Child("p0"), run.Child("p1"), run.Child("p2")];
        Running.Signal(children[1], Running.Kill);
        run.Code(30).ShouldBe(1, run.Said);
        run.Error.Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1, run.Said);
        run.Tells($@"^error: p1 \(process {children[1]}\) was killed, with nodes [0-9]-[0-9]; a run in virtual time cannot go on without them$");
        children.ShouldAllBe(child => !Running.Lives(child));
    }

    [Fact]
    public void Interrupted_it_goes_on_under_another_runtime_to_the_same_bits()
    {
        string[] stop = ["--set", "stop={ time: 5000 }", "--set", "record.every=50"];
        Code("run", ["lab.yaml", "--out", "loop", .. stop]).ShouldBe(0);
        Running run = _lab.Start(["cluster", "lab.yaml", "--time", "virtual", "--processes", "2", "--out", "out", .. stop]);
        _lab.WaitForTime("out", 50, run);
        run.Signal(Running.Interrupt);
        run.Code().ShouldBe(130, run.Said);
        Code("run", ["lab.yaml", "--resume", "out", "--set", "runtime=actors", .. stop]).ShouldBe(0);
        _lab.Summary("out")["digest"]!.GetValue<string>().ShouldBe(_lab.Summary("loop")["digest"]!.GetValue<string>());
        File.ReadAllText(_lab["out/metrics.csv"]).ShouldBe(File.ReadAllText(_lab["loop/metrics.csv"]));
    }

    [Theory]
    [InlineData("--restart", "--restart: found restarts in virtual time")]
    [InlineData("--checkpoint=saved", "--checkpoint: found 'saved' in virtual time")]
    [InlineData("--set=cluster.float32=true", "float32: found true, expected false")]
    [InlineData("--processes=9", "found 9 processes for 8 nodes")]
    public void What_only_real_time_has_is_refused_before_anything_is_written(string option, string line)
    {
        Running run = _lab.Start("cluster", "lab.yaml", "--time", "virtual", "--out", "out", option);
        run.Code().ShouldBe(2, run.Said);
        run.Tells($"^error: .*{System.Text.RegularExpressions.Regex.Escape(line)}");
        Directory.Exists(_lab["out"]).ShouldBeFalse();
    }

    private int Code(string command, params string[] arguments)
    {
        Running run = _lab.Start([command, .. arguments]);
        int code = run.Code();
        if (code != 0) TestContext.Current.TestOutputHelper?.WriteLine(run.Said);
        return code;
    }
}
