using Gossip.Methods.Online;
using Gossip.Nodes.Online;
using Gossip.Objectives.Streams;

namespace Gossip.Online.Tests;

/// <summary>Every row of an independent implementation: seed 1 to eight digits, means within three standard errors.</summary>
public sealed class The_reference_rows
{
    private const double Digits = 1e-8;

    public static TheoryData<int> StaticRows => [.. Enumerable.Range(0, Reference.Rows("online", "sea_static.csv").Count())];

    public static TheoryData<int> OtherRows => Numbers(isExperts: false);

    public static TheoryData<int> ExpertRows => Numbers(isExperts: true);

    private static TheoryData<int> Numbers(bool isExperts) => [.. Reference.Rows("online", "sea_dynamic_expconcave_simplex.csv")
        .Select((row, k) => (row, k)).Where(p => p.row["experiment"] == "simplex-linear" == isExperts).Select(p => p.k)];

    [Theory]
    [MemberData(nameof(StaticRows))]
    public void Of_static_regret(int number)
    {
        Dictionary<string, string> row = Reference.Rows("online", "sea_static.csv").ElementAt(number);
        bool isLinear = row["loss"] == "lin";
        Case setting = Case.Of(row, isLinear ? SyntheticLoss.Linear : SyntheticLoss.Quadratic);
        setting.G.ShouldBe(Reference.Number(row["G"]), 1e-12);
        OnlineMethod method = setting.Method(row["learner"]);
        using (OnlineRun run = setting.Run(method))
        {
            run.Advance(1);
            run.Learner.Point[0].ShouldBe(Reference.Number(row["x2[0]_seed1"]), Digits);
            run.Advance(9);
            run.Learner.Point[0].ShouldBe(Reference.Number(row["x10[0]_seed1"]), Digits);
            run.Advance(setting.Rounds);
            RegretMeter meter = run.Meter;
            meter.Regret.ShouldBe(Reference.Number(row["regret_seed1"]), Digits);
            meter.Variance.ShouldBe(Reference.Number(row["sigma2_1T"]), 1e-8);
            meter.Variation.ShouldBe(Reference.Number(row["Sigma2_1T(t>=2)"]), 1e-8);
            if (row["theorem_bound"].Length > 0) Bound(row["learner"], setting, meter).ShouldBe(Reference.Number(row["theorem_bound"]), 1e-4);
        }
        Means(setting, method, int.Parse(row["n_seeds"]), isLinear,
            Reference.Number(row["regret_vs_argminF_mean"]), Reference.Number(row["regret_vs_hindsight_mean"]), Reference.Number(row["dynamic_regret_vs_argminF_t_mean"]), Reference.Number(row["se"]));
    }

    [Theory]
    [MemberData(nameof(OtherRows))]
    public void Of_moving_comparators_and_curvature(int number)
    {
        Dictionary<string, string> row = Reference.Rows("online", "sea_dynamic_expconcave_simplex.csv").ElementAt(number);
        bool isDynamic = row["experiment"] == "dynamic";
        Case setting = Case.Of(row, isDynamic ? SyntheticLoss.Quadratic : SyntheticLoss.Regression);
        double[] values = [.. Enumerable.Range(1, int.Parse(row["n_seeds"])).Select(seed =>
        {
            Case seeded = setting with { Seed = (ulong)seed };
            using OnlineRun run = seeded.Finished(seeded.Method(row["learner"]));
            return isDynamic ? run.Meter.DynamicRegret : run.Meter.Regret;
        })];
        values[0].ShouldBe(Reference.Number(row["value_seed1"]), Digits);
        values.Average().ShouldBe(Reference.Number(row["value_mean"]), 1e-6);
    }

    [Theory]
    [MemberData(nameof(ExpertRows))]
    public void Of_experts_on_the_simplex(int number)
    {
        Dictionary<string, string> row = Reference.Rows("online", "sea_dynamic_expconcave_simplex.csv").ElementAt(number);
        long T = long.Parse(row["T"]);
        LearnerMethod hedge = Sea.Hedge(10), plain = hedge with { Optimism = Optimism.None, Steps = new ConstantStep(Math.Sqrt(8 * Math.Log(10) / T)) };
        LearnerMethod method = row["learner"] switch
        {
            "Hedge eta=sqrt(8lnN/T)" => plain,
            "OOMD-KL eta=0.1" => hedge with { Anchor = Anchor.Hidden, Steps = new ConstantStep(0.1) },
            _ => hedge,
        };
        double[] values = [.. Enumerable.Range(1, int.Parse(row["n_seeds"])).Select(seed =>
        {
            using SyntheticStream stream = new(new()
            {
                Loss = SyntheticLoss.Experts, Dimension = 10, Sigma = Reference.Number(row["sigma"]), Rounds = T, Seed = (ulong)seed,
                Regime = row["regime"] == "alt" ? Regime.Alternating(1) : Regime.Iid,
            });
            using OnlineRun run = new(stream, method.Start(10), new(method.Domain, 10, Comparators.None));
            run.Advance(T);
            return run.Meter.HindsightRegret(isLinear: true);
        })];
        values[0].ShouldBe(Reference.Number(row["value_seed1"]), Digits);
        values.Average().ShouldBe(Reference.Number(row["value_mean"]), 1e-6);
    }

    [Theory]
    [MemberData(nameof(PackageRows))]
    public void Of_a_published_package(int number)
    {
        Dictionary<string, string> row = Reference.Rows("online", "sea_pynol.csv").ElementAt(number);
        Case setting = Case.Of(row, SyntheticLoss.Quadratic);
        double root = setting.D / (setting.G * Math.Sqrt(setting.Rounds));
        LearnerMethod last = Sea.Convex(Case.Ball, setting.D, setting.G, setting.L);
        OnlineMethod method = row["learner"] switch
        {
            "OGD eta=D/(G sqrtT)" => last with { Optimism = Optimism.None, Steps = new ConstantStep(root) },
            "OptimisticOGD(last_grad) eta=D/(G sqrtT)" => last with { Steps = new ConstantStep(root) },
            "OptimisticOGD(last_grad) eta=1/8L" => last with { Steps = new ConstantStep(1.0 / 8) },
            // these rows are from the other's pool of steps
            "Ader(surrogate)" => Sea.Ader(Case.Ball, setting.D, setting.G, setting.Rounds) with { Rates = RatePool.Doubling(root, 1.0 / 8) },
            // its Hedge goes step by step, its pool ends one step above 1/(8L)
            _ => Sea.TwoLayers(Case.Ball, setting.D, setting.G, setting.L, setting.Rounds) with
            {
                Rates = RatePool.Doubling(root, 1.0 / 8),
                MetaAnchor = Anchor.Hidden,
                MetaSeesGradients = false,
                MetaSteps = new RootStep(1, 1, Cap: 1.0 / 32),
            },
        };
        (double Static, double Dynamic)[] found = [.. Enumerable.Range(1, int.Parse(row["n_seeds"])).Select(seed =>
        {
            using OnlineRun run = (setting with { Seed = (ulong)seed }).Finished(method);
            return (run.Meter.Regret, run.Meter.DynamicRegret);
        })];
        found[0].Static.ShouldBe(Reference.Number(row["static_seed1"]), Digits);
        found[0].Dynamic.ShouldBe(Reference.Number(row["dynamic_seed1"]), Digits);
        found.Average(f => f.Static).ShouldBe(Reference.Number(row["static_regret_mean"]), 1e-6);
        found.Average(f => f.Dynamic).ShouldBe(Reference.Number(row["dynamic_regret_mean"]), 1e-6);
    }

    /// <summary>With its own pool the package's Ader has this dynamic regret on ten shifts without noise.</summary>
    [Fact]
    public void Of_a_published_package_by_its_defaults()
    {
        Case setting = new(SyntheticLoss.Quadratic, Regime.Shift(10), 0);
        using OnlineRun run = setting.Finished(Sea.Ader(Case.Ball, setting.D, setting.G, setting.Rounds));
        run.Meter.DynamicRegret.ShouldBe(13.64586618179975, 1e-10);
    }

    public static TheoryData<int> PackageRows => [.. Enumerable.Range(0, Reference.Rows("online", "sea_pynol.csv").Count())];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_growth_with_the_rounds(int number)
    {
        Dictionary<string, string> row = Reference.Rows("online", "sea_scaling.csv").ElementAt(number);
        foreach (string learner in (string[])["OGD", "OOMD", "OFTRL", "OOMD-sc"])
        {
            if (row[learner].Length == 0) continue;
            Enumerable.Range(1, 5).Average(seed =>
            {
                Case setting = new(row["loss"] == "lin" ? SyntheticLoss.Linear : SyntheticLoss.Quadratic, Regime.Iid, 0.5, long.Parse(row["T"]), (ulong)seed);
                using OnlineRun run = setting.Finished(setting.Method(learner));
                return run.Meter.Regret;
            }).ShouldBe(Reference.Number(row[learner]), 1e-4, learner);
        }
    }

    private static double Bound(string learner, Case setting, RegretMeter meter)
    {
        SeaFacts facts = new(setting.D, setting.G, setting.L, meter.Variance, meter.Variation, meter.LargestVariance, meter.LargestVariation);
        return learner switch
        {
            "OOMD" => SeaBounds.Convex(facts),
            "OFTRL" => SeaBounds.Leader(facts),
            _ => SeaBounds.StronglyConvex(facts, 1),
        };
    }

    private static void Means(Case setting, OnlineMethod method, int seeds, bool isLinear, double regret, double hindsight, double dynamic, double error)
    {
        (double, double, double)[] found = [.. Enumerable.Range(1, seeds).Select(seed =>
        {
            using OnlineRun run = (setting with { Seed = (ulong)seed }).Finished(method);
            return (run.Meter.Regret, run.Meter.HindsightRegret(isLinear), run.Meter.DynamicRegret);
        })];
        double allowed = 3 * error + 1e-6;
        found.Average(f => f.Item1).ShouldBe(regret, allowed);
        found.Average(f => f.Item2).ShouldBe(hindsight, allowed);
        found.Average(f => f.Item3).ShouldBe(dynamic, allowed);
    }
}
