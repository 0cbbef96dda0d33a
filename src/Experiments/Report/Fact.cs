namespace Gossip.Experiments.Report;

/// <summary>One line of a report's table: what is told, its value, and where needed a word on how to read it.</summary>
public readonly record struct Fact(string Label, string Value, string Note = "");
