namespace Gossip.Objectives.Tests;

public class SpectrumTests
{
    [Fact]
    public void A_scaled_Hadamard_matrix_has_the_squares_of_its_scales()
    {
        // orthogonal columns: entries ±1 of a 16 × 16 Hadamard matrix, columns times 1..16, so AᵀA = 16 diag(k²)
        var features = new double[256];
        for (int r = 0; r < 16; r++)
            for (int k = 0; k < 16; k++)
                features[16 * r + k] = (int.PopCount(r & k) % 2 == 0 ? 1 : -1) * (k + 1);
        var f = new LeastSquares(new Table("made up", [.. Enumerable.Range(1, 16).Select(k => $"x{k}")], features, new double[16]), 0.5);
        f.Mu.ShouldBe(2 * 1 + 0.5, 1e-12);
        f.L.ShouldBe(2 * 256 + 0.5, 1e-10);
    }

    [Fact]
    public void Dependent_columns_have_mu_exactly_l2()
    {
        Table table = Some.Table(50, 4);
        for (int r = 0; r < 50; r++) table[r][3] = table[r][0] + table[r][1];
        new LeastSquares(table).Mu.ShouldBe(0);
        new LeastSquares(table, 0.25).Mu.ShouldBe(0.25);
    }

    [Fact]
    public void More_features_than_rows_have_mu_exactly_l2_and_the_L_of_the_transposed_data()
    {
        Table wide = Some.Table(12, 40);
        var f = new LeastSquares(wide, 0.1);
        f.Mu.ShouldBe(0.1);
        var transposed = new double[480];
        for (int r = 0; r < 12; r++)
            for (int k = 0; k < 40; k++)
                transposed[12 * k + r] = wide[r][k];
        var tall = new LeastSquares(new Table("made up", [.. wide.Columns.Take(12)], transposed, new double[40]));
        (f.L - 0.1).ShouldBe(tall.L * 40 / 12, 1e-11);
    }

    [Fact]
    public void Repeated_eigenvalues_and_zero_data_are_no_trouble()
    {
        var unit = new double[36];
        for (int k = 0; k < 6; k++) unit[7 * k] = 3;
        string[] names = [.. Enumerable.Range(1, 6).Select(k => $"x{k}")];
        var f = new LeastSquares(new Table("made up", names, unit, new double[6]));
        f.Mu.ShouldBe(3, 1e-14);
        f.L.ShouldBe(3, 1e-14);
        var zero = new LeastSquares(new Table("made up", names, new double[36], new double[6]));
        (zero.Mu, zero.L).ShouldBe((0, 0));
    }

    [Fact]
    public void Beyond_a_thousand_on_both_sides_L_is_a_close_upper_bound()
    {
        // AᵀA = diag(1, …, 1100): the greatest eigenvalue is near to the next
        const int size = 1100;
        var features = new double[size * size];
        for (int k = 0; k < size; k++) features[k * size + k] = Math.Sqrt(k + 1);
        var f = new Logistic(new Table("made up", new string[size].Select((_, k) => $"x{k}").ToArray(), features, [.. Enumerable.Range(0, size).Select(k => k % 2 * 2.0 - 1)]));
        double exact = size / (4.0 * size);
        f.L.ShouldBeInRange(exact, 1.01 * exact);
    }
}
