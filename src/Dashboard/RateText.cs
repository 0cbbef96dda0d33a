using System.Text;
using Gossip.Core;
using Gossip.Nodes.Live;
using Gossip.Sdp;
using Gossip.Topology;
using Microsoft.AspNetCore.Http;

namespace Gossip.Dashboard;

/// <summary>Rates as a request brings them: a word in <c>?kind=</c>, or a plan or edge list as its body.</summary>
internal static class RateText
{
    public static async Task<RateOrder> Read(HttpRequest request)
    {
        string kind = request.Query["kind"].ToString();
        if (kind is "own") return RateOrder.Own;
        if (kind is not "plan") return RateOrder.Parse(kind.Length > 0 ? kind : throw InputException.At("kind", "nothing", "own, uniform, optimal or plan"));
        using StreamReader reader = new(request.Body, Encoding.UTF8);
        return Plan(await reader.ReadToEndAsync(request.HttpContext.RequestAborted).ConfigureAwait(false), "the plan");
    }

    /// <summary>A plan as JSON, or lines of <c>i j rate</c>.</summary>
    public static RateOrder Plan(string text, string name)
    {
        if (text.AsSpan().TrimStart() is ['{', ..]) return RateOrder.Of(PlanFile.Parse(text, name).Rated, name);
        GraphFile file = GraphFile.Parse(text.Split('\n'), name);
        return RateOrder.Of(new(file.Graph, file.Rates ?? throw InputException.At(name, "no rates", "lines of i j rate")), name);
    }
}
