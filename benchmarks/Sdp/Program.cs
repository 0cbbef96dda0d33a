using System.Diagnostics;
using System.Globalization;
using Gossip.Sdp;
using Gossip.Topology;

// Usage: Sdp [rounds]; "Sdp once GRAPH OBJECTIVE" prints what one solution takes in a new process
if (args is ["once", var only, var word])
{
    Console.WriteLine(Seconds(GraphSpec.Parse(only, 1), Enum.Parse<RateObjective>(word), 1, out _).ToString("R", CultureInfo.InvariantCulture));
    return;
}
int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
bool peer = Run("python3", "-c", "import cvxopt") is not null;
if (!peer) Console.WriteLine("python3 with cvxopt is not installed (Debian: python3-cvxopt): our figures alone");
Console.WriteLine($"CPU seconds, all threads, medians of {rounds} rounds in turns; cold is the first solution in a new process, with its compilation");
Console.WriteLine($"{"case",-42}{"edges",6}{"cold",8}{"warm",9}{"gap",9}{"cvxopt",9}{"cold x",8}{"warm x",8}");
foreach ((string graph, RateObjective objective) in new[]
{
    ("geometric:32,r=0.3", RateObjective.Connectivity), ("geometric:48,r=0.28", RateObjective.Connectivity), ("geometric:64,r=0.3", RateObjective.Connectivity),
    ("geometric:64,r=0.23", RateObjective.Communications), ("erdos-renyi:64,p=0.1", RateObjective.Communications), ("grid:8x8", RateObjective.Communications),
    ("geometric:150,r=0.15", RateObjective.Communications), ("complete:64", RateObjective.Communications),
})
    Measure(graph, objective);

void Measure(string name, RateObjective objective)
{
    Graph graph = GraphSpec.Parse(name, 1);
    string file = Path.GetTempFileName();
    File.WriteAllLines(file, graph.Edges.Select(e => $"{e.I} {e.J}"));
    Seconds(graph, objective, 10, out _);
    List<double> cold = [], warm = [], theirs = [];
    Plan? plan = null;
    for (int round = 0; round < rounds; round++)
    {
        cold.Add(Number(Run(Environment.ProcessPath!, "once", name, objective.ToString())!));
        warm.Add(Seconds(graph, objective, 3, out plan));
        if (!peer || objective != RateObjective.Connectivity) continue;
        string[] answer = Run("python3", Path.Combine(AppContext.BaseDirectory, "literal.py"), file)!.Split(' ');
        theirs.Add(Number(answer[1]));
        if (Math.Abs(Number(answer[0]) / plan.Value - 1) > 1e-5) Console.WriteLine($"{name}: cvxopt says {answer[0]}, we {plan.Value:R}");
    }
    File.Delete(file);
    (double first, double later) = (Median(cold), Median(warm));
    Console.Write(string.Create(CultureInfo.InvariantCulture, $"{$"{name} {objective}",-42}{graph.Edges.Length,6}{first,8:F3}{later,9:F4}{plan!.Gap,9:E1}"));
    Console.WriteLine(theirs.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Median(theirs),9:F2}{Median(theirs) / first,8:F1}{Median(theirs) / later,8:F1}"));
}

static double Seconds(Graph graph, RateObjective objective, int times, out Plan plan)
{
    TimeSpan start = Environment.CpuUsage.TotalTime;
    plan = RatePlanner.Solve(new RateProgram(graph, objective));
    for (int k = 1; k < times; k++) plan = RatePlanner.Solve(new RateProgram(graph, objective));
    return (Environment.CpuUsage.TotalTime - start).TotalSeconds / times;
}

static string? Run(string program, params string[] arguments)
{
    ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
    try
    {
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return null;
    }
}

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
