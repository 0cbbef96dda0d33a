using System.Text.Json;
using Gossip.Core;

namespace Gossip.Objectives;

/// <summary>What a file <c>problem.json</c> beside per-node data says of the problem; null where it is silent.</summary>
public sealed record ProblemFacts
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "problem.json";

    /// <summary>"linear" (least squares) or "logistic".</summary>
    public string? Task { get; init; }

    /// <summary>μ.</summary>
    public double? Mu { get; init; }

    /// <summary>L.</summary>
    public double? L { get; init; }

    /// <summary>The starting points, key <c>x0</c>: n rows of d numbers.</summary>
    public double[][]? Start { get; init; }

    /// <summary>The optimum that somebody found, key <c>x_star</c>.</summary>
    public double[]? Optimum { get; init; }

    /// <summary>Reads the file in a folder; null where there is none.</summary>
    public static ProblemFacts? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement root = json.RootElement;
            return new ProblemFacts
            {
                Task = Get<string>(root, "task"),
                Mu = Get<double?>(root, "mu"),
                L = Get<double?>(root, "L"),
                Start = Get<double[][]>(root, "x0"),
                Optimum = Get<double[]>(root, "x_star"),
            };
        }
        catch (JsonException error)
        {
            throw InputException.At($"{path}, line {error.LineNumber + 1}", "what is no JSON", "an object with task, mu, L, x0");
        }
        catch (InvalidOperationException)
        {
            throw InputException.At(path, "no object", "an object with task, mu, L, x0");
        }

        T? Get<T>(JsonElement root, string key)
        {
            if (!root.TryGetProperty(key, out JsonElement value)) return default;
            try
            {
                return value.Deserialize<T>();
            }
            catch (JsonException)
            {
                throw InputException.At($"{path}, {key}", $"{value.ValueKind}".ToLowerInvariant(), key switch
                {
                    "task" => "a word",
                    "x0" => "one array of numbers a node",
                    "x_star" => "an array of numbers",
                    _ => "a number",
                });
            }
        }
    }
}
