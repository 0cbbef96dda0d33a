namespace Gossip.Dashboard.Views;

/// <summary>A figure with its name.</summary>
public sealed record Tile(string Name, string Value, string Note = "");

/// <summary>A node: where it stands, and the shade of its error, q0 to q6, plain or gone.</summary>
public sealed record NodeLine(int Id, string Name, string Process, bool IsThere, string Shade, string Error, string Gradients, string Exchanges, string Time, string GradientTime);

/// <summary>An edge: exchanges per unit of time as planned and as they are, and how it fares: well, weak, poor, young, unused or gone.</summary>
public sealed record EdgeLine(int I, int J, string Planned, string Realised, double Width, string State, string RoundTrip);

/// <summary>A process.</summary>
public sealed record ProcessLine(string Name, string Number, bool IsThere, string Nodes, string Epoch, string Time, string Unit, string Margin, string Sent, string Words);

/// <summary>Something that was told.</summary>
public sealed record Notice(string At, string Who, string Line);

/// <summary>A chart of points: the column across, and those drawn over it.</summary>
public sealed record Chart(string Title, string Across, string AcrossName, bool IsLog, IReadOnlyList<Series> Series);

/// <summary>A curve of a chart.</summary>
public sealed record Series(string Column, string Name, string Style);

/// <summary>Where the nodes lie on paper.</summary>
public sealed record Drawing(double Width, double Height, double Radius, bool HasNames, IReadOnlyList<Spot> Spots, string Words);

/// <summary>A node's place.</summary>
public sealed record Spot(int Id, double X, double Y);
