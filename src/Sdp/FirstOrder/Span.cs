using Gossip.Sdp.Algebra;

namespace Gossip.Sdp.FirstOrder;

/// <summary>Orthonormal vectors that sum to zero, as rows, with their images under a linear map where these are known.</summary>
internal sealed class Span(Dense vectors, Dense? images)
{
    /// <summary>A direction is dropped when less than this share of it is new.</summary>
    private const double LeastNew = 1e-9;

    public Dense Vectors { get; } = vectors;

    public Dense Images { get; } = images!;

    public int Count => Vectors.Rows;

    /// <summary>
    /// What <paramref name="vectors"/> add to this span, orthonormal to it: projected by products and made orthonormal among
    /// themselves by Cholesky factors, twice. Images go along where given.
    /// </summary>
    public Span Beyond(Dense vectors, Dense? images)
    {
        double[] least = new double[vectors.Rows];
        for (int k = 0; k < least.Length; k++) least[k] = LeastNew * LeastNew * Rows.Dot(vectors.Row(k), vectors.Row(k));
        (Dense w, Dense? moved) = (vectors, images);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < w.Rows; k++) Centre(w.Row(k));
            Dense shares = new(w.Rows, Count);
            Product.Add(1, w.All, Vectors.All.T, shares.All);
            Product.Add(-1, shares.All, Vectors.All, w.All);
            if (moved is not null) Product.Add(-1, shares.All, Images.All, moved.All);
            Dense gram = new(w.Rows, w.Rows);
            Product.Add(1, w.All, w.All.T, gram.All);
            Dense transform = Whitening(gram, least);
            GC.KeepAlive(shares);
            w = Times(transform, w);
            moved = moved is null ? null : Times(transform, moved);
            least = new double[w.Rows];
        }
        return new(w, moved);
    }

    /// <summary>This span and another that is orthogonal to it.</summary>
    public Span With(Span other) => new(Stack(Vectors, other.Vectors), Stack(Images, other.Images));

    /// <summary>C times the rows from <paramref name="first"/> on.</summary>
    public Span Combine(Dense coefficients, int first)
    {
        int count = Count - first;
        Dense vectors = new(coefficients.Rows, Vectors.Columns), images = new(coefficients.Rows, Vectors.Columns);
        Product.Add(1, coefficients.All.Part(0, first, coefficients.Rows, count), Vectors.All.Part(first, 0, count, Vectors.Columns), vectors.All);
        Product.Add(1, coefficients.All.Part(0, first, coefficients.Rows, count), Images.All.Part(first, 0, count, Vectors.Columns), images.All);
        GC.KeepAlive(coefficients);
        return new(vectors, images);
    }

    public static Dense Stack(Dense top, Dense bottom)
    {
        Dense all = new(top.Rows + bottom.Rows, top.Columns);
        for (int k = 0; k < top.Rows; k++) top.Row(k).CopyTo(all.Row(k));
        for (int k = 0; k < bottom.Rows; k++) bottom.Row(k).CopyTo(all.Row(top.Rows + k));
        return all;
    }

    /// <summary>Copies of chosen rows.</summary>
    public static Dense Pick(Dense rows, IReadOnlyList<int> chosen)
    {
        Dense picked = new(chosen.Count, rows.Columns);
        for (int k = 0; k < chosen.Count; k++) rows.Row(chosen[k]).CopyTo(picked.Row(k));
        return picked;
    }

    private static Dense Times(Dense a, Dense b)
    {
        Dense c = new(a.Rows, b.Columns);
        Product.Add(1, a.All, b.All, c.All);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        return c;
    }

    private static void Centre(Span<double> x)
    {
        double mean = 0;
        foreach (double v in x) mean += v / x.Length;
        foreach (ref double v in x) v -= mean;
    }

    /// <summary>T with T S Tᵀ = I for the Gram matrix S, without the rows of which too little is left.</summary>
    private static Dense Whitening(Dense gram, double[] least)
    {
        int size = gram.Rows;
        List<int> kept = [];
        Dense l = new(size, size), t = new(size, size);
        for (int i = 0; i < size; i++)
        {
            int k = kept.Count;
            Span<double> row = l.Row(k);
            for (int j = 0; j < k; j++) row[j] = (gram[i, kept[j]] - Rows.Dot(row[..j], l.Row(j)[..j])) / l[j, j];
            double pivot = gram[i, i] - Rows.Dot(row[..k], row[..k]);
            if (!(pivot > Math.Max(1e-12 * gram[i, i], least[i])))
            {
                row.Clear();
                continue;
            }
            row[k] = Math.Sqrt(pivot);
            // row k of the inverse of L, spread over the columns of S
            Span<double> inverse = t.Row(k);
            inverse[i] = 1 / row[k];
            for (int j = 0; j < k; j++) Rows.AddScaled(-row[j] / row[k], t.Row(j), inverse);
            kept.Add(i);
        }
        return Pick(t, [.. Enumerable.Range(0, kept.Count)]);
    }
}
