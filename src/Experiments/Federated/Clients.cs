using System.Globalization;
using Gossip.Core;
using Gossip.Experiments.Running;
using Gossip.Experiments.Settings;
using Gossip.Methods.Federated;
using Gossip.Objectives;

namespace Gossip.Experiments.Federated;

/// <summary>From the section <c>clients</c> to importances and times.</summary>
internal static class Clients
{
    /// <summary>pᵢ; null where every client counts the same.</summary>
    public static IReadOnlyList<double>? Importance(Experiment experiment, Problem problem)
    {
        ClientSettings settings = experiment.Clients;
        if (settings.Given is { } given) return Fitting(experiment, "clients.importance", given, problem.Nodes);
        if (settings.Importance != ClientSettings.Samples) return null;
        double[] rows = [.. problem.Objectives.Select(f => Minibatch.WholeOf(f) is IFiniteSum sum
            ? (double)sum.Rows
            : throw InputException.At(experiment.Place("clients", "importance"), $"'{ClientSettings.Samples}'", "uniform or a list: these clients have no rows"))];
        return [.. rows.Select(each => each / rows.Sum())];
    }

    /// <summary>The clients' times.</summary>
    public static ClientTimes Times(Experiment experiment, int clients)
    {
        ClientSettings settings = experiment.Clients;
        if (settings.File is { } file)
        {
            double[][] measured = Measured(experiment, file, clients);
            return new([.. measured.Select(times => times.Average())], new MeasuredTime(measured), settings.DropOut);
        }
        if (settings.IsMeasured) return ClientTimes.Spread(clients, 0);
        IReadOnlyList<double> nominal = settings.Times is { } times
            ? Fitting(experiment, "clients.times", times, clients)
            : ClientTimes.Spread(clients, settings.Spread!.Value).Nominal;
        return new(nominal, TimeLaws.Of(settings.Law, settings.Sigma), settings.DropOut);
    }

    /// <summary>A list with one number a client, or a message where it is of another length.</summary>
    public static IReadOnlyList<double> Fitting(Experiment experiment, string key, IReadOnlyList<double> list, int clients) => list.Count == clients
        ? list
        : throw InputException.At(experiment.Place(key.Split('.')[0], key.Split('.')[1]), $"{list.Count} numbers", $"{clients}, one for each client");

    /// <summary>Reads lines <c>client,time</c>.</summary>
    private static double[][] Measured(Experiment experiment, string file, int clients)
    {
        string path = experiment.Locate(file);
        if (!File.Exists(path))
            throw InputException.At(experiment.Place("clients", "times"), $"'{file}', which is no file in {experiment.Folder}", "F0 to F99, a list of times, or a file of lines client,time");
        List<double>[] times = [.. Enumerable.Range(0, clients).Select(_ => new List<double>())];
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            string[] cells = text.Split(',', StringSplitOptions.TrimEntries);
            if (string.IsNullOrWhiteSpace(text) || text.StartsWith('#') || line == 1 && cells is ["client", _]) continue;
            string place = $"{path}, line {line}";
            if (cells.Length != 2) throw InputException.At(place, $"{cells.Length} columns", "2: client,time");
            if (!int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int client) || client >= clients)
                throw InputException.At(place, $"client '{cells[0]}'", $"0 to {clients - 1}");
            if (!Yaml.Interval.Positive.TryParse(cells[1], out double time)) throw InputException.At(place, $"time '{cells[1]}'", "a number > 0");
            times[client].Add(time);
        }
        int missing = Array.FindIndex(times, each => each.Count == 0);
        return missing < 0 ? [.. times.Select(each => each.ToArray())] : throw InputException.At(path, $"no time of client {missing}", "at least one for each client");
    }
}
