using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossip.Experiments.Running;

/// <summary>summary.json: how a run ended. Numbers that are not finite are null.</summary>
public sealed record Summary
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteOrNull(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The experiment's name.</summary>
    public required string Name { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>The runtime's name.</summary>
    public required string Runtime { get; init; }

    /// <summary>n.</summary>
    public required int Nodes { get; init; }

    /// <summary>Edges of the graph, of all graphs together where it changes.</summary>
    public required int Edges { get; init; }

    /// <summary>d.</summary>
    public required int Dimension { get; init; }

    /// <summary>The root seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Outcome { get; init; }

    /// <summary>Virtual time reached.</summary>
    public required double Time { get; init; }

    /// <summary>The time that the run would have taken on the machines it is imagined on; null where it ran on real ones.</summary>
    public double? WallTime { get; init; }

    /// <summary>Gradients taken, over all nodes.</summary>
    public required long Gradients { get; init; }

    /// <summary>Exchanges over edges.</summary>
    public required long Communications { get; init; }

    /// <summary>Bytes of parameters sent: one vector each way per exchange. In a cluster: all bytes that went from process to process.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Mean squared distance over its value at the start.</summary>
    public required double Error { get; init; }

    /// <summary>(1/n) Σ|xᵢ − x*|², each xᵢ as of node i's last event.</summary>
    public required double MeanSquaredDistance { get; init; }

    /// <summary>F(x̄) − F(x*).</summary>
    public required double Suboptimality { get; init; }

    /// <summary>(1/n) Σ|xᵢ − x̄|².</summary>
    public required double ConsensusDistance { get; init; }

    /// <summary>The proven rate of −d ln(error)/dt; null where nothing is proven.</summary>
    public required double? PredictedRate { get; init; }

    /// <summary>The rate that was measured; null where the run is too short to say.</summary>
    public required double? MeasuredRate { get; init; }

    /// <summary>Gradients and exchanges per second of computing.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>SHA-256 over all rows of all nodes: equal for equal runs.</summary>
    public required string Digest { get; init; }

    /// <summary>Gradients and exchanges.</summary>
    public required long Events { get; init; }

    /// <summary>Seconds of computing.</summary>
    public required double Seconds { get; init; }

    /// <summary>Threads that computed.</summary>
    public required int Threads { get; init; }

    /// <summary>μ.</summary>
    public required double Mu { get; init; }

    /// <summary>L.</summary>
    public required double L { get; init; }

    /// <summary>χ₁ of the rates, the largest over a schedule's graphs.</summary>
    public required double Chi1 { get; init; }

    /// <summary>χ₂ of the rates, the largest over a schedule's graphs.</summary>
    public required double Chi2 { get; init; }

    /// <summary>Σ λ, the largest over a schedule's graphs.</summary>
    public required double TotalRate { get; init; }

    /// <summary>|∇F(x*)| of the optimum that errors are measured against.</summary>
    public required double OptimumResidual { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The output folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The loss of the held-out rows; absent where there are none, as are all keys from here on where they have no value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TestLoss { get; init; }

    /// <summary>The share of the held-out rows that are classified rightly.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TestAccuracy { get; init; }

    /// <summary>Rounds of the server or of an online learner.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Rounds { get; init; }

    /// <summary>Updates of clients that have arrived.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Updates { get; init; }

    /// <summary>F(x) = Σ pᵢ fᵢ(x) of the server's model, or of the nodes' mean x̄ where no optimum is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Loss { get; init; }

    /// <summary>The share of rows that it classifies rightly, the mean over clients with their importances.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Accuracy { get; init; }

    /// <summary>q̃ᵢ, what each client's updates counted in the rounds that ended; they sum to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? SurrogateWeights { get; init; }

    /// <summary>The distance between the optimum of Σ q̃ᵢ fᵢ and that of Σ pᵢ fᵢ.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? SurrogateOptimumDistance { get; init; }

    /// <summary>The mean of the models after the later rounds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? MeanIterate { get; init; }

    /// <summary>How many models that is the mean of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MeanRounds { get; init; }

    /// <summary>Σ f_t(x_t) − f_t(u) of an online learner, u the minimiser of the expected losses where these are known, in hindsight else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Regret { get; init; }

    /// <summary>The same against the minimiser of the losses that came.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RegretHindsight { get; init; }

    /// <summary>Against a sequence of points.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DynamicRegret { get; init; }

    /// <summary>Of a network: the regret of the node that has least. <see cref="Regret"/> is the mean over nodes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RegretLeast { get; init; }

    /// <summary>Of a network: the regret of the node that has most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RegretMost { get; init; }

    /// <summary>Of a network: the mean regret without gossip, each node by itself on the same losses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RegretAlone { get; init; }

    /// <summary>Of a network: the same against a sequence of points.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DynamicRegretAlone { get; init; }

    /// <summary>What is proven of the expected regret.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Bound { get; init; }

    /// <summary>σ²_{1:T}, exact for synthetic streams and estimated for others.</summary>
    [JsonPropertyName("sigma2"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Variance { get; init; }

    /// <summary>Σ²_{1:T}, likewise.</summary>
    [JsonPropertyName("Sigma2"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Variation { get; init; }

    /// <summary>Whether the path-wise inequality held; absent for methods that have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? PathInequality { get; init; }

    /// <summary>Rounds per second of computing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RoundsPerSecond { get; init; }

    /// <summary>Lines of a live stream that were skipped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SkippedLines { get; init; }

    /// <summary>|xᵢ − x*|² of every node at the end, or its distance to x̄ where x* is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? NodeErrors { get; init; }

    /// <summary>Of a cluster in real time; else absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClusterFacts? Cluster { get; init; }

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Summary FromJson(string json) => JsonSerializer.Deserialize<Summary>(json, Options) ?? throw new JsonException("no object");
}
