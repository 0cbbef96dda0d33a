namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Dashboard_mistakes : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Are_one_line()
    {
        _shell.Write("empty/nothing.txt", "");
        _shell.Write("run/experiment.yaml", "problem: { data: data.csv }\ngraph: ring:4\n");
        _shell.Write("run/metrics.csv", "time,error\n0,1\n");
        _shell.Write("token.txt", " \n");
        _shell.ShouldRefuse("neither a folder nor lanes", _shell.Inside, "dashboard");
        _shell.ShouldRefuse("a folder and lanes", _shell.Inside, "dashboard", "run", "--lanes", "127.0.0.1:4054");
        _shell.ShouldRefuse("no such folder", _shell.Inside, "dashboard", "nowhere");
        _shell.ShouldRefuse("no experiment.yaml", _shell.Inside, "dashboard", "empty");
        _shell.ShouldRefuse("without a token", _shell.Inside, "dashboard", "run", "--http", "0.0.0.0:0");
        _shell.ShouldRefuse("token.txt: found nothing, expected the page's token", _shell.Inside, "dashboard", "run", "--http", "0.0.0.0:0", "--http-token-file", "token.txt");
        _shell.ShouldRefuse("expected host:port", _shell.Inside, "dashboard", "--lanes", "somewhere");
        _shell.ShouldRefuse("did you mean '--http'", _shell.Inside, "dashboard", "run", "--htpp", "127.0.0.1:0");
    }
}
