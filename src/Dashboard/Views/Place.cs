namespace Gossip.Dashboard.Views;

/// <summary>How far a page has read a <see cref="Board"/>.</summary>
public readonly record struct Place(long Edition, int Points, int Notices);
