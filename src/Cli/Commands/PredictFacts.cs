using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gossip.Experiments.Report;
using Gossip.Experiments.Running;
using Gossip.Methods.Predictions;

namespace Gossip.Cli.Commands;

/// <summary>What <c>gossip predict</c> prints. Rates are of −d ln(error)/dt; null is what there is none of.</summary>
internal sealed record PredictFacts
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public required string Name { get; init; }
    public required string Method { get; init; }
    public required string Graph { get; init; }
    public required int Nodes { get; init; }
    public required int Dimension { get; init; }

    /// <summary>How much of the rates is exact.</summary>
    public required Regime Regime { get; init; }

    /// <summary>Whether the objectives are no quadratics, and the rates those near the optimum.</summary>
    public required bool NearOptimum { get; init; }

    /// <summary>Of E|x − x*|².</summary>
    public required double Rate { get; init; }

    /// <summary>Of |E x − x*|².</summary>
    public required double MeanRate { get; init; }

    /// <summary>The proven bound.</summary>
    public required double? ProvenRate { get; init; }

    /// <summary>stop.error, which time, gradients and communications are to.</summary>
    public required double? Error { get; init; }

    public required double? Time { get; init; }
    public required double? Gradients { get; init; }
    public required double? Communications { get; init; }

    /// <summary>The share of their rates below which edges may not fall, with the method's constants as they are; 0: any share will do.</summary>
    public required double? Threshold { get; init; }

    /// <summary>The same for rates that are planned so, with constants to match.</summary>
    public required double? PlannedThreshold { get; init; }

    /// <summary>Communications with uniform rates over those with optimal ones.</summary>
    public required double? UniformOverOptimal { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public static PredictFacts Of(Setup setup, Action<string> told, CancellationToken stop)
    {
        Forecast forecast = Forecasts.Of(setup);
        return new()
        {
            Name = setup.Experiment.Name,
            Method = setup.Experiment.Method.Name,
            Graph = setup.Schedule.Graphs[0].Graph.Name,
            Nodes = setup.Schedule.Nodes,
            Dimension = setup.Problem.Dimension,
            Regime = forecast.Rates.Regime,
            NearOptimum = !forecast.IsQuadratic,
            Rate = forecast.Rates.Rate,
            MeanRate = forecast.Rates.MeanRate,
            ProvenRate = Known(setup.Theory.Rate),
            Error = forecast.Error,
            Time = Known(forecast.Time),
            Gradients = Known(forecast.Gradients),
            Communications = Known(forecast.Communications),
            Threshold = Known(Forecasts.Threshold(setup)),
            PlannedThreshold = Known(Forecasts.PlannedThreshold(setup)),
            UniformOverOptimal = Known(Forecasts.PlanRatio(setup, told, stop)),
            Notes = [.. setup.Warnings, .. forecast.Notes],
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public string ToText()
    {
        FactTable table = new FactTable()
            .Line("experiment", $"{Name}: {Method} on {Graph}, {Nodes} nodes, dimension {Dimension}")
            .Line("rate", $"{Plain.Number(Rate)} expected, {Plain.Number(MeanRate)} of the mean alone, {(ProvenRate is { } proven ? Plain.Number(proven) : "none")} proven")
            .Line("which is", Words(Regime) + (NearOptimum ? "; near the optimum" : ""));
        if (Time is { } time)
            table.Line($"to {Error!.Value.ToString("0.##e+0", CultureInfo.InvariantCulture)}", $"time {Plain.Number(time)}, {Display.Count((long)Gradients!)} gradients, {Display.Count((long)Communications!)} communications");
        if (Threshold is { } threshold)
            table.Line("diverges", threshold == 0 ? "at no share of the edges' rates down to a hundredth" : $"where edges fire at less than {threshold:P0} of their rates".Replace(" %", "%", StringComparison.Ordinal));
        if (PlannedThreshold is > 0 and var planned)
            table.Line("planned lower", $"rates times {Plain.Number(planned)} would be too low, with constants to match");
        if (UniformOverOptimal is { } ratio) table.Line("uniform rates", $"need {Plain.Number(ratio)} times the communications of optimal ones");
        return table.ToString();
    }

    private static string Words(Regime regime) => regime switch
    {
        Regime.Exact => "exact",
        Regime.MeanHessian => "exact for the mean, with the noise of events as for the mean Hessian",
        _ => "that of the mean alone: the graph is too large for more",
    };

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
