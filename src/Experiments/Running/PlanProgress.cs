using Gossip.Experiments.Report;
using Gossip.Sdp;

namespace Gossip.Experiments.Running;

/// <summary>How far the planning of rates is, told in words; and its end when asked to stop.</summary>
public static class PlanProgress
{
    /// <summary>Solves a program like <see cref="RatePlanner.Solve"/>, on a thread of its own, so that a request to stop is heard at once.</summary>
    /// <exception cref="OperationCanceledException">asked to stop</exception>
    public static Plan Solve(RateProgram program, double gap, Action<string>? told, CancellationToken stop) =>
        Task.Run(() => RatePlanner.Solve(program, new(gap)
        {
            Progress = progress =>
            {
                stop.ThrowIfCancellationRequested();
                told?.Invoke($"planning the rates of {Display.Count(program.Graph.Edges.Length)} edges, {Words(progress)}");
            },
        }), stop).WaitAsync(stop).GetAwaiter().GetResult();

    /// <summary>One line about the solver's last step.</summary>
    public static string Words(SolverProgress p) => double.IsFinite(p.Gap)
        ? $"step {p.Iteration}: value {Plain.Number(p.Value)}, within {Plain.Number(p.Gap)} of the proven bound"
        : $"step {p.Iteration}: no rates within caps and budgets yet";
}
