using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Online.Tests;

/// <summary>A synthetic stream on the unit ball, as the reference files name it, with what theory needs.</summary>
internal sealed record Case(SyntheticLoss Loss, Regime Regime, double Sigma, long Rounds = 2000, ulong Seed = 1)
{
    public static readonly Ball Ball = new(1);

    public double D => 2;

    public double G => Loss == SyntheticLoss.Regression ? 1 + Math.Sqrt(0.39) + Sigma : Regime.Largest + Sigma + (Loss == SyntheticLoss.Quadratic ? 1 : 0);

    public double L => Loss == SyntheticLoss.Linear ? 0 : 1;

    public static Regime RegimeOf(string name, double par) => name switch
    {
        "iid" => Regime.Iid,
        "alt" => Regime.Alternating(par),
        "drift" => Regime.Drift,
        "shift" => Regime.Shift((int)par),
        "corrupt" => Regime.Corrupt((int)par),
        _ => throw new ArgumentException(name),
    };

    public static Case Of(Dictionary<string, string> row, SyntheticLoss loss) => new(
        loss,
        RegimeOf(row["regime"], double.TryParse(row["par"], System.Globalization.CultureInfo.InvariantCulture, out double par) ? par : 0),
        Reference.Number(row["sigma"]),
        long.Parse(row["T"]));

    public SyntheticStream Stream => new(new() { Loss = Loss, Regime = Regime, Sigma = Sigma, Rounds = Rounds, Seed = Seed });

    public OnlineMethod Method(string learner) => learner switch
    {
        "OGD" => Sea.Descent(Ball, D, G),
        "AdaGradNorm" => Sea.AdaGrad(Ball, D),
        "AdaGradDiag" => Sea.DiagonalAdaGrad(Ball, D),
        "OOMD" => Sea.Convex(Ball, D, G, L),
        "OFTRL" => Sea.Leader(Ball, D, G, L),
        "OOMD-sc" => Sea.StronglyConvex(Ball, 1),
        "OFTL-sc" => Sea.LeaderOfCurved(Ball, 1),
        "OGD-sc" => Sea.DescentOfCurved(Ball, 1),
        "SwordPP" => Sea.TwoLayers(Ball, D, G, L, Rounds),
        "Ader" => Sea.Ader(Ball, D, G, Rounds),
        "OONS" => Newton(Sea.Newton(D, G, 1 / (G * G))),
        _ => throw new ArgumentException(learner),
    };

    public OnlineRun Run(OnlineMethod method)
    {
        SyntheticStream stream = Stream;
        OnlineRun run = new(stream, method.Start(stream.Dimension), new(method.Domain, stream.Dimension, new(Comparators.Expected(stream, method.Domain, Rounds), [], Rounds)));
        return run;
    }

    public OnlineRun Finished(OnlineMethod method)
    {
        OnlineRun run = Run(method);
        run.Advance(Rounds);
        return run;
    }

    private static LearnerMethod Newton((double Beta, double Ridge) theory) => Sea.ExpConcave(Ball, theory.Beta, theory.Ridge);
}
