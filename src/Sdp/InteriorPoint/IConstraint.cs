namespace Gossip.Sdp.InteriorPoint;

/// <summary>
/// A convex constraint of the program with its own slack (kept positive) and dual. Everything but the loop itself is
/// the constraint's: what it adds to the Newton system, how its dual moves, how far it lets a step go.
/// </summary>
internal interface IConstraint
{
    /// <summary>How much of the way to the boundary a step goes.</summary>
    const double NearBoundary = 0.95;

    /// <summary>Its share ν in the barrier: the size of its slack.</summary>
    int Degree { get; }

    /// <summary>⟨slack, dual⟩.</summary>
    double Complementarity(Point at);

    /// <summary>Computes the slack at a point; false where it is not positive.</summary>
    bool Enter(Point at);

    /// <summary>
    /// Computes the slack after a step along the last direction; false where it is not positive. A linear slack is moved
    /// rather than computed anew: it would be a small difference of large numbers.
    /// </summary>
    bool Step(Point at, double step) => Enter(at);

    /// <summary>Puts the dual on the central path: μ · slack⁻¹.</summary>
    void Centre(double mu);

    /// <summary>Adds its Hessian, and the gradient of its barrier −log slack.</summary>
    void AddTo(NormalEquations equations, Point at);

    /// <summary>
    /// The dual's direction (HKM for matrices) that belongs to the step dx, the last solution of the Newton system, and the target slack · dual = μ, less the
    /// second-order term of the last <see cref="Correct"/> where there was one since <see cref="AddTo"/>.
    /// </summary>
    void Direct(ReadOnlySpan<double> dx, Point at, double mu, bool precise);

    /// <summary>
    /// Takes from a gradient what the dual after a full step along its direction puts there, the change of the slack's own
    /// gradient along dx included: what is left is the error of the last solution.
    /// </summary>
    void Balance(double[] gradient, ReadOnlySpan<double> dx, Point at);

    /// <summary>Remembers the product of slack's and dual's directions, and adds what follows from it to the gradient.</summary>
    void Correct(NormalEquations equations, ReadOnlySpan<double> dx, Point at);

    /// <summary>The largest step in x, at most <paramref name="most"/>, with a non-negative linearised slack.</summary>
    double PrimalStep(ReadOnlySpan<double> dx, Point at, double most);

    /// <summary>The largest step in the dual, at most <paramref name="most"/>, that keeps it non-negative.</summary>
    double DualStep(double most);

    /// <summary>Moves the dual along its direction.</summary>
    void Move(double step);
}
