using System.Globalization;
using Gossip.Core;
using Gossip.Dashboard.Serving;
using Gossip.Nodes.Vitals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gossip.Dashboard.Operation;

/// <summary>
/// A process's metrics for Prometheus at <c>/metrics</c>; and metrics and traces to an OpenTelemetry collector where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one, under OpenTelemetry's own variables.
/// </summary>
public sealed class Telemetry : ISiteRoom, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Share = "OTEL_TRACES_SAMPLER_ARG";
    private const double UsualShare = 0.01;
    private readonly Instruments _instruments;
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    /// <summary>Whether a collector is named.</summary>
    public static bool IsWanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint));

    /// <summary>Telemetry of the process whose health this is, under a name.</summary>
    public Telemetry(Health health, string name)
    {
        string? collector = Environment.GetEnvironmentVariable(Endpoint);
        if (IsWanted && !Uri.TryCreate(collector, UriKind.Absolute, out _)) throw InputException.At(Endpoint, $"'{collector}'", "a collector's address, such as http://localhost:4317");
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService("gossip", serviceInstanceId: name).AddEnvironmentVariableDetector();
        _instruments = new(health);
        MeterProviderBuilder metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Instruments.Name).AddPrometheusExporter();
        _metrics = (IsWanted ? metrics.AddOtlpExporter() : metrics).Build();
        if (!IsWanted) return;
        Traces = new(ShareOf(Environment.GetEnvironmentVariable(Share)));
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(ExchangeTraces.Name).AddOtlpExporter().Build();
    }

    /// <summary>How far apart the estimates of all nodes of the cluster are; NaN where nobody looks at all of them.</summary>
    public Func<double> ConsensusDistance
    {
        get => _instruments.ConsensusDistance;
        set => _instruments.ConsensusDistance = value;
    }

    /// <summary>Traces of exchanges; null where nobody collects them.</summary>
    public ExchangeTraces? Traces { get; }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics", _metrics, configureBranchedPipeline: null, optionsName: null);

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
        _instruments.Dispose();
    }

    private static double ShareOf(string? text) => string.IsNullOrEmpty(text) ? UsualShare
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1 ? share
        : throw InputException.At(Share, $"'{text}'", "the share of exchanges to trace, from 0 to 1");
}
