namespace Gossip.EndToEnd.Tests;

[Collection(nameof(InsideThisProcess))]
public sealed class Operating_mistakes : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Are_one_line()
    {
        _shell.Write("run.yaml", "problem: { data: data.csv }\ngraph: ring:4\n");
        _shell.ShouldRefuse("--seeds: found nothing, expected host:port of a process of the cluster", _shell.Inside, "status");
        _shell.ShouldRefuse("--seeds: found 'somewhere', expected host:port", _shell.Inside, "stop", "--seeds", "somewhere");
        _shell.ShouldRefuse("no such file", _shell.Inside, "stop", "--seeds", "127.0.0.1:4053", "--secret-file", "nothing.txt");
        _shell.ShouldRefuse("did you mean '--json'", _shell.Inside, "status", "--jsno");
        _shell.ShouldRefuse("or how many processes share them out (--replicas or GOSSIP_REPLICAS)", _shell.Inside, "node", "run.yaml");
        _shell.ShouldRefuse("--nodes: found '0-1' beside --replicas, expected one of the two", _shell.Inside, "node", "run.yaml", "--nodes", "0-1", "--replicas", "2");
        _shell.ShouldRefuse("--replicas: found '0', expected a whole number ≥ 1", _shell.Inside, "node", "run.yaml", "--replicas", "0");
        _shell.ShouldRefuse("--replica: found 'gossip', expected a process's number, or a name that ends in one, such as gossip-3", _shell.Inside, "node", "run.yaml", "--replicas", "2", "--replica", "gossip");
    }
}
