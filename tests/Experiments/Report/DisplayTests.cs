using Gossip.Experiments.Report;

namespace Gossip.Experiments.Tests.Report;

public class DisplayTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(0.25, "0.25")]
    [InlineData(-0.0519, "−0.0519")]
    [InlineData(9.996, "10")]
    [InlineData(12.345, "12.3")]
    [InlineData(999.6, "1,000")]
    [InlineData(123456, "123,456")]
    [InlineData(0.001234, "0.00123")]
    [InlineData(0.0001234, "1.23 × 10⁻⁴")]
    [InlineData(9.41e-24, "9.41 × 10⁻²⁴")]
    [InlineData(6.02e23, "6.02 × 10²³")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Numbers_are_written_as_people_read_them(double value, string text) => Display.Number(value).ShouldBe(text);

    [Fact]
    public void Counts_are_written_in_groups() => Display.Count(1234567).ShouldBe("1,234,567");
}
