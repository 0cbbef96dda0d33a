using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Gossip.EndToEnd.Tests;

/// <summary>Reference rows of online learners through an experiment file, rows of real data, and live lines.</summary>
[Collection(nameof(InsideThisProcess))]
public sealed class Online_runs : IDisposable
{
    private const string Live = """
        problem: { stream: { input: stdin, loss: least-squares, features: 2 } }
        method: { name: adagrad, domain: { ball: 5 } }
        """;

    private readonly Shell _shell = new();

    public Online_runs()
    {
        _shell.Write("sea.yaml", """
            problem: { stream: { kind: iid, loss: quadratic, dimension: 5, sigma: 0.5 } }
            method: { name: sea-omd, curvature: convex, domain: { ball: 1 }, optimism: last-gradient }
            stop: { rounds: 2000 }
            """);
        File.Copy(Repository.PathOf("examples/data/breast_cancer.csv"), _shell["cancer.csv"]);
        _shell.Write("live.yaml", Live);
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("{kind: iid, sigma: 0.1}", "{name: ogd}", 0.41136475, double.NaN)]
    [InlineData("{kind: iid, sigma: 0.5}", "{name: sea-omd, curvature: strongly-convex}", 2.42178582, 310.4969)]
    [InlineData("{kind: alternating, par: 0.5, sigma: 0.5}", "{name: optimistic-ftrl}", 21.70162318, 690.1919)]
    [InlineData("{kind: corrupt, par: 200, sigma: 0.1, loss: linear}", "{name: sea-omd}", 19.28096555, 269.7036)]
    [InlineData("{kind: shift, par: 10, sigma: 0.5}", "{name: adagrad, map: diagonal}", -194.08934533, double.NaN)]
    [InlineData("{kind: iid, sigma: 0.1, loss: regression}", "{name: sea-omd, curvature: exp-concave}", 17.74863292, 12098.67496)] // the reference has 12520.41, see Bounds_hold.The_reference_counts_second_moments
    public void Have_the_reference_regret_and_bound(string stream, string method, double regret, double bound)
    {
        JsonObject summary = Run("sea.yaml", "--set", $"problem.stream={stream}", "--set", $"method={method}");
        summary["regret"]!.GetValue<double>().ShouldBe(regret, 1e-8);
        if (double.IsNaN(bound)) summary.ContainsKey("bound").ShouldBeFalse();
        else summary["bound"]!.GetValue<double>().ShouldBe(bound, 1e-2);
    }

    [Fact]
    public void Have_the_reference_dynamic_regret_of_the_ensemble()
    {
        JsonObject summary = Run("sea.yaml", "--set", "problem.stream={kind: shift, par: 50, sigma: 0.3}", "--set", "method={name: sea-ensemble}");
        summary["dynamic_regret"]!.GetValue<double>().ShouldBe(190.83021346, 1e-8);
    }

    [Theory]
    [InlineData("{kind: random-order, passes: 4, sigma: 0.3}", "sea-omd", 100)]
    [InlineData("{kind: label-shift, par: 2, sigma: 0.3, batch: [1, 4]}", "ader", 100)]
    [InlineData("{loss: regression, sigma: 0.3, batch: [1, 4]}", "sea-omd", 100)]
    public void Know_how_the_environment_varied(string stream, string method, int rounds)
    {
        JsonObject summary = Run("sea.yaml", "--set", $"problem.stream={stream}", "--set", $"method={method}", "--set", $"stop.rounds={rounds}");
        summary["sigma2"]!.GetValue<double>().ShouldBeGreaterThan(1);
        (summary["Sigma2"]!.GetValue<double>() > 0).ShouldBe(stream.StartsWith("{kind", StringComparison.Ordinal));
        if (method == "sea-omd") summary["path_inequality"]!.GetValue<bool>().ShouldBeTrue();
        _shell.Inside("replay", "runs/sea").Out.ShouldStartWith("bit-equal");
    }

    [Fact]
    public async Task Learn_from_a_Parquet_file_as_from_the_same_numbers_in_text()
    {
        string[] lines = [.. _shell.Read("cancer.csv").TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        Parquet.Schema.DataField[] fields = [.. lines[0].Split(',').Select(name => new Parquet.Schema.DataField<double>(name))];
        await using (FileStream file = File.Create(_shell["cancer.parquet"]))
        {
            await using Parquet.ParquetWriter writer = await Parquet.ParquetWriter.CreateAsync(new(fields.ToArray<Parquet.Schema.Field>()), file, cancellationToken: TestContext.Current.CancellationToken);
            foreach (string[] part in lines[1..].Chunk(200))
            {
                double[][] rows = [.. part.Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
                using Parquet.ParquetRowGroupWriter group = writer.CreateRowGroup();
                for (int k = 0; k < fields.Length; k++) await group.WriteAsync<double>(fields[k], rows.Select(row => row[k]).ToArray(), cancellationToken: TestContext.Current.CancellationToken);
            }
        }
        foreach (string experiment in (string[])[
            "problem: { stream: { file: cancer.csv, loss: logistic }, standardise: true }\nmethod: ogd\n",
            "problem: { data: cancer.csv, loss: logistic, l2: 0.1, standardise: true }\ngraph: ring:4\nstop: { time: 5 }\n",
            "problem: { data: cancer.csv, loss: logistic, l2: 0.1, standardise: true }\nclients: { count: 4 }\nmethod: fedavg\nstop: { time: 3 }\n"])
        {
            _shell.Write("text.yaml", experiment);
            _shell.Write("columns.yaml", experiment.Replace("cancer.csv", "cancer.parquet", StringComparison.Ordinal));
            Run("columns.yaml")["digest"]!.GetValue<string>().ShouldBe(Run("text.yaml")["digest"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("0.5,0,0,0,0\n-0.5,0,0,0,0\n")]
    [InlineData("round,c1,c2,c3,c4,c5\n1,0.5,0,0,0,0\n1001,-0.5,0,0,0,0\n")]
    public void Are_measured_against_points_of_a_file(string points)
    {
        // without noise the losses are the expected ones, and these points their minimisers: two segments of half the rounds
        string[] shift = ["--set", "problem.stream={kind: shift, par: 2, sigma: 0}"];
        double known = Run(["sea.yaml", .. shift])["dynamic_regret"]!.GetValue<double>();
        _shell.Write("points.csv", points);
        Run(["sea.yaml", .. shift, "--set", "record.comparators=points.csv"])["dynamic_regret"]!.GetValue<double>().ShouldBe(known, 1e-9);
        known.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Leave_all_keys_a_picture_and_the_path_wise_inequality()
    {
        JsonObject summary = Run("sea.yaml");
        foreach (string key in (string[])["rounds", "regret", "regret_hindsight", "dynamic_regret", "bound", "sigma2", "Sigma2", "rounds_per_second"])
            summary[key].ShouldNotBeNull(key);
        summary["path_inequality"]!.GetValue<bool>().ShouldBeTrue();
        string report = _shell.Read("runs/sea/report.html");
        report.ShouldContain("path-wise inequality");
        report.ShouldContain("Regret and its proven bound");
        _shell.Read("runs/sea/metrics.csv").ShouldStartWith("round,loss,regret,regret_hindsight,dynamic_regret,bound,");
        _shell.Inside("replay", "runs/sea").Out.ShouldStartWith("bit-equal");
    }

    [Fact]
    public void Learn_a_classifier_from_rows_in_order_and_under_label_shift()
    {
        _shell.Write("rows.yaml", """
            problem: { stream: { file: cancer.csv, loss: logistic }, standardise: true, bias: true }
            method: { name: ogd, domain: { ball: 3 } }
            record: { predictions: true }
            """);
        JsonObject steady = Run("rows.yaml");
        steady["rounds"]!.GetValue<int>().ShouldBe(569);
        double[][] said = [.. _shell.Read("runs/rows/predictions.csv").TrimEnd().Split('\n').Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        said.Count(row => row[1] > 0.5 == row[2] > 0).ShouldBeGreaterThan(510);
        JsonObject shifted = Run("rows.yaml", "--set", "problem.stream.label-shift=2", "--set", "problem.stream.batch=[1, 4]");
        shifted["rounds"]!.GetValue<int>().ShouldBe(227);
        steady["regret"]!.GetValue<double>().ShouldBe(steady["regret_hindsight"]!.GetValue<double>());
        steady["dynamic_regret"]!.GetValue<double>().ShouldBeGreaterThan(steady["regret"]!.GetValue<double>());
    }

    [Fact]
    public void Learn_from_lines_until_these_end()
    {
        using Process process = _shell.Start("run", "live.yaml", "--json");
        for (int k = 0; k < 200; k++) process.StandardInput.WriteLine(k % 2 == 0 ? """{"x": [1, 2], "y": 3}""" : """{"x": [1, 0], "y": 1}""");
        process.StandardInput.Close();
        Finished finished = Shell.Wait(process);
        finished.Code.ShouldBe(0, finished.Error);
        JsonObject summary = JsonNode.Parse(finished.Out)!.AsObject();
        summary["rounds"]!.GetValue<int>().ShouldBe(200);
        summary["stop_reason"]!.GetValue<string>().ShouldBe("stream");
        string[] lines = _shell.Read("runs/live/predictions.csv").TrimEnd().Split('\n');
        lines.Length.ShouldBe(201);
        double.Parse(lines[^1].Split(',')[1], CultureInfo.InvariantCulture).ShouldBe(1, 0.1);
    }

    [Theory]
    [InlineData("fatal", 2, "error: standard input, line 2: found 'rubbish', expected {\"x\": [numbers], \"y\": number}")]
    [InlineData("skip", 0, "note: skipped: standard input, line 2: found 'rubbish'")]
    public void Tell_a_bad_line_with_its_number(string malformed, int code, string told)
    {
        using Process process = _shell.Start("run", "live.yaml", "--set", $"problem.stream.malformed={malformed}");
        process.StandardInput.Write("{\"x\": [1, 2], \"y\": 3}\nrubbish\n{\"x\": [1, 2], \"y\": 3}\n");
        process.StandardInput.Close();
        Finished finished = Shell.Wait(process);
        finished.Code.ShouldBe(code);
        finished.Error.ShouldContain(told);
    }

    [Fact]
    public void Answer_on_a_socket_line_by_line()
    {
        int port;
        using (TcpListener free = new(System.Net.IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        }
        using Process process = _shell.Start("run", "live.yaml", "--set", $"problem.stream.input=tcp:{port}");
        TcpClient? client = null;
        Shell.Until(() =>
        {
            try
            {
                client = new("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, "nobody listens");
        using (client)
        {
            using StreamWriter to = new(client!.GetStream()) { AutoFlush = true };
            using StreamReader from = new(client.GetStream());
            to.WriteLine("""{"x": [1, 2], "y": 3}""");
            JsonNode.Parse(from.ReadLine()!)!["loss"]!.GetValue<double>().ShouldBe(4.5, 1e-12);
            to.WriteLine("""{"x": [1, 2], "y": 3}""");
            JsonNode.Parse(from.ReadLine()!)!["round"]!.GetValue<int>().ShouldBe(2);
        }
        Shell.Wait(process).Code.ShouldBe(0);
    }

    [Fact]
    public void Go_on_after_an_interruption_to_the_same_bits()
    {
        JsonObject whole = Run("sea.yaml", "--set", "stop.rounds=3000000", "--set", "problem.stream.dimension=2");
        using Process process = _shell.Start("run", "sea.yaml", "--set", "stop.rounds=3000000", "--set", "problem.stream.dimension=2", "--out", "cut");
        Shell.Until(() => File.Exists(_shell["cut/metrics.csv"]) && new FileInfo(_shell["cut/metrics.csv"]).Length > 2000, "no metrics");
        Shell.Signal(process, 2);
        Shell.Wait(process).Code.ShouldBe(130);
        Finished finished = _shell.Inside("run", "--resume", "cut", "--json");
        finished.Code.ShouldBe(0, finished.Error);
        JsonNode.Parse(finished.Out)!["digest"]!.GetValue<string>().ShouldBe(whole["digest"]!.GetValue<string>());
        _shell.Read("cut/metrics.csv").ShouldBe(_shell.Read("runs/sea/metrics.csv"));
    }

    private JsonObject Run(params string[] arguments)
    {
        Finished finished = _shell.Inside(["run", .. arguments, "--json"]);
        finished.Code.ShouldBe(0, finished.Error);
        return JsonNode.Parse(finished.Out)!.AsObject();
    }
}
