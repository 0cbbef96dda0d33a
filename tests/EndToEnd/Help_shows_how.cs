namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Help_shows_how : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("sweep")]
    [InlineData("plan")]
    [InlineData("certify")]
    [InlineData("graph")]
    [InlineData("replay")]
    [InlineData("dashboard")]
    [InlineData("status")]
    [InlineData("export")]
    [InlineData("stop")]
    [InlineData("predict")]
    public void With_an_example_of_every_command(string command)
    {
        Finished help = _shell.Inside(command, "--help");
        help.Code.ShouldBe(0);
        help.Out.ShouldContain($"  gossip {command} ");
        help.Out.ShouldContain("Example");
        help.Error.ShouldBeEmpty();
        _shell.Inside("--help").Out.ShouldContain($"  gossip {command} ");
    }

    [Fact]
    public void And_is_what_gossip_alone_says() => _shell.Inside().ShouldBe(_shell.Inside("--help"));
}
