using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Gossip.Core;
using Gossip.Methods.Kernels;
using Gossip.Nodes.Wire;

namespace Gossip.Nodes.Live;

/// <summary>
/// A node in real time: its rows, its links, and the exchange protocol. It knows no clock, thread or socket: whoever owns
/// it says what happens and when, and carries its messages, however badly. Not for several threads at once.
/// <para>
/// An exchange: the initiator offers mᵢ; the peer forms w = mᵢ − mⱼ, applies −w, keeps it and answers w; the initiator
/// applies the same w. Offers are repeated until answered and numbered, so both ends apply every w exactly once whatever
/// the network does. That keeps Σz over all nodes, which makes the optimum exact.
/// </para>
/// <para>
/// Whenever members come or go an era begins: each node starts the method anew from its present estimate, with z = 0, and
/// what was exchanged in earlier eras is gone at both ends. Eras are counted, and the higher count wins among nodes
/// of one epoch, since some may have seen more changes than others.
/// </para>
/// </summary>
internal sealed unsafe class LiveNode : IDisposable
{
    private const int MostBacklog = 256;
    private readonly IPost _post;
    private readonly LiveOptions _options;
    private readonly Dictionary<int, Link> _links = [];
    private readonly Dictionary<ulong, ImmutableArray<double>> _gains = [];
    private readonly AlignedBuffer _memory;
    private readonly double* _rows, _message;
    private readonly int _padded;
    private AlignedBuffer _entries;

    /// <summary>A node of an epoch, with rows at zero. <paramref name="post"/> takes its messages.</summary>
    public LiveNode(int id, Epoch epoch, IPost post, LiveOptions options)
    {
        (Id, Epoch, _post, _options) = (id, epoch, post, options);
        _padded = Padding.Of(epoch.Kernel.Dimension);
        _memory = new AlignedBuffer(epoch.Kernel.NodeSize + (long)_padded);
        _rows = _memory.Pointer;
        _message = _rows + epoch.Kernel.NodeSize;
        _entries = Entries(epoch);
        Enter(epoch);
    }

    /// <summary>The node's number.</summary>
    public int Id { get; }

    /// <summary>The epoch it is in.</summary>
    public Epoch Epoch { get; private set; }

    /// <summary>How often the node has begun anew, or the most that it has heard of from others in its epoch.</summary>
    public ulong Era { get; private set; }

    /// <summary>The time its rows are valid at.</summary>
    public double Time { get; private set; }

    /// <summary>Gradients applied.</summary>
    public long Gradients { get; private set; }

    /// <summary>Exchanges applied at this end.</summary>
    public long Exchanges { get; private set; }

    /// <summary>The links, one to each member that has been a neighbour in the present era.</summary>
    public IReadOnlyCollection<Link> Links => _links.Values;

    /// <summary>Told every exchange applied at this end, with its link, and every gradient, without one.</summary>
    public Action<LiveNode, Link?>? Applied { get; init; }

    /// <summary>What its objective remembers, where it does.</summary>
    public ILiveMemory? Memory { get; init; }

    /// <summary>The seconds per unit of time that this node asks for, sent along with every message.</summary>
    public double Unit { get; set; }

    /// <summary>Offers that had to be sent again.</summary>
    public long TotalResends { get; private set; }

    /// <summary>Length d of a row.</summary>
    public int Dimension => Kernel.Dimension;

    private LinearKernel Kernel => Epoch.Kernel;

    /// <summary>One of the node's rows, length d.</summary>
    public Span<double> Row(int row) => new(_rows + row * Kernel.Stride, Kernel.Dimension);

    /// <summary>Puts rows in place, R rows of length d one after another, valid at <paramref name="time"/>.</summary>
    public void Start(ReadOnlySpan<double> rows, double time)
    {
        for (int r = 0; r < Kernel.Method.Rows.Length; r++) rows.Slice(r * Dimension, Dimension).CopyTo(Row(r));
        Time = time;
    }

    /// <summary>Starts from an estimate x, length d, of an earlier life, in which so many gradients were taken.</summary>
    public void Resume(ReadOnlySpan<double> x, double time, long gradients)
    {
        (Time, Gradients) = (time, gradients);
        Begin(x);
    }

    /// <summary>All rows, one after another.</summary>
    public double[] Rows()
    {
        double[] rows = new double[Kernel.Method.Rows.Length * Dimension];
        for (int r = 0; r < Kernel.Method.Rows.Length; r++) Row(r).CopyTo(rows.AsSpan(r * Dimension));
        return rows;
    }

    /// <summary>Flows the rows to a time; a time before the rows' own changes nothing.</summary>
    public void Advance(double time)
    {
        if (!(time > Time)) return;
        Evaluate(Kernel, time - Time);
        Kernel.Flow(_rows, _entries.Pointer, null);
        Time = time;
    }

    /// <summary>The estimate x at a time, length d or longer; the rows stay as they are.</summary>
    public void Estimate(double time, Span<double> x)
    {
        Evaluate(Kernel, Math.Max(0, time - Time));
        Kernel.Estimate(_rows, _entries.Pointer, _message);
        Vector(_message).CopyTo(x);
    }

    /// <summary>Applies a gradient, length d, that was taken at the estimate of this or an earlier time.</summary>
    public void ApplyGradient(double time, ReadOnlySpan<double> gradient)
    {
        Evaluate(Kernel, Math.Max(0, time - Time));
        gradient[..Kernel.Dimension].CopyTo(new Span<double>(_message, Kernel.Dimension));
        Kernel.Gradient(_rows, _entries.Pointer, _message);
        Time = Math.Max(Time, time);
        Gradients++;
        Memory?.Settle();
        Applied?.Invoke(this, null);
    }

    /// <summary>The clock of the edge to <paramref name="peer"/> has ticked: offers an exchange, or remembers to do so.</summary>
    public void Tick(int peer, double time, double now)
    {
        if (!_links.TryGetValue(peer, out Link? link) || !link.Initiates) return;
        if (link.IsInFlight)
        {
            link.Backlog = Math.Min(MostBacklog, link.Backlog + 1);
            return;
        }
        Begin(link, time, now);
    }

    /// <summary>Sends unanswered offers again whose deadline has passed.</summary>
    public void Resend(double time, double now)
    {
        foreach (Link link in _links.Values)
        {
            if (!link.IsInFlight || now < link.ResendAt) continue;
            link.RoundTrip.Missed();
            link.Resends++;
            TotalResends++;
            Offer(link, time, now);
        }
    }

    /// <summary>A message has come.</summary>
    public void Receive(in EdgeHeader header, ReadOnlySpan<double> vector, double time, double now)
    {
        if (header.To != Id || !_links.TryGetValue(header.From, out Link? link)) return;
        if (header.Epoch == Epoch.Id && header.Era > Era)
        {
            Advance(time);
            Restart(header.Era);
        }
        switch (header.Kind)
        {
            case EdgeMessageKind.Offer when !link.Initiates:
                Consider(link, header, vector, time);
                break;
            case EdgeMessageKind.Answer when link.IsInFlight && header.Era == Era && header.Sequence == link.Sequence:
                Conclude(link, header, vector, time, now);
                break;
            case EdgeMessageKind.Refuse when link.IsInFlight && header.Sequence == link.Sequence:
                link.ResendAt = Math.Min(link.ResendAt, now + link.RoundTrip.Mean);
                break;
        }
    }

    /// <summary>
    /// Goes over to another epoch at a time. With other members, or other lives of them, it begins an era; where only rates
    /// are others the method takes its new constants and goes on.
    /// </summary>
    public void Switch(Epoch epoch, double time)
    {
        Advance(time);
        bool isEra = !epoch.Incarnations.SequenceEqual(Epoch.Incarnations);
        foreach (Link link in _links.Values.Where(l => isEra && epoch.Rated.Graph.IndexOf(Id, l.Peer) < 0).ToList())
        {
            _links.Remove(link.Peer);
            link.Dispose();
        }
        Epoch = epoch;
        _entries.Dispose();
        _entries = Entries(epoch);
        Enter(epoch);
        if (isEra) Restart(Era + 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Link link in _links.Values) link.Dispose();
        _entries.Dispose();
        _memory.Dispose();
    }

    private void Enter(Epoch epoch)
    {
        _gains[epoch.Id] = epoch.Kernel.Method.ExchangeGain;
        foreach (Topology.Neighbour neighbour in epoch.Rated.Graph.NeighboursOf(Id))
            if (!_links.ContainsKey(neighbour.Node))
                _links[neighbour.Node] = new(Id, neighbour.Node, Dimension, _options.FirstRoundTrip, _options.LeastDeadline);
    }

    /// <summary>An era begins: the method starts anew from the estimate; every link begins to count again.</summary>
    private void Restart(ulong era)
    {
        Era = era;
        if (Gradients + Exchanges > 0)
        {
            double[] x = new double[_padded];
            Estimate(Time, x);
            Memory?.Begin(x);
            Begin(x);
        }
        foreach (Link link in _links.Values) link.Begin();
        _gains.Clear();
        _gains[Epoch.Id] = Kernel.Method.ExchangeGain;
    }

    private void Begin(ReadOnlySpan<double> x)
    {
        for (int r = 0; r < Kernel.Method.Rows.Length; r++)
            for (int c = 0; c < Dimension; c++) Row(r)[c] = Kernel.Method.ColdStart[r] * x[c];
    }

    private void Begin(Link link, double time, double now)
    {
        (link.Sequence, link.IsInFlight, link.SentAt, link.Resends) = (link.Sequence + 1, true, now, 0);
        Offer(link, time, now);
    }

    private void Offer(Link link, double time, double now)
    {
        Message(time, _message);
        link.ResendAt = now + link.RoundTrip.Deadline;
        _post.Send(Header(EdgeMessageKind.Offer, link, Epoch.Id), Vector(_message));
    }

    private void Consider(Link link, in EdgeHeader offer, ReadOnlySpan<double> theirs, double time)
    {
        if (offer.Era == Era && offer.Sequence == link.Sequence && link.Sequence > 0)
        {
            _post.Send(Header(EdgeMessageKind.Answer, link, link.EpochOfW), Vector(link.W));
            return;
        }
        if (offer.Era != Era || offer.Epoch != Epoch.Id)
        {
            _post.Send(Header(EdgeMessageKind.Refuse, link, Epoch.Id) with { Sequence = offer.Sequence }, []);
            return;
        }
        if (offer.Sequence != link.Sequence + 1 || theirs.Length != Kernel.Dimension) return;
        Message(time, _message);
        for (int c = 0; c < theirs.Length; c++) link.W[c] = theirs[c] - _message[c];
        _post.Round(new Span<double>(link.W, theirs.Length));
        Jump(link.W, -1, Kernel.Method.ExchangeGain);
        (link.Sequence, link.EpochOfW) = (offer.Sequence, Epoch.Id);
        Applied?.Invoke(this, link);
        _post.Send(Header(EdgeMessageKind.Answer, link, Epoch.Id), Vector(link.W));
    }

    private void Conclude(Link link, in EdgeHeader answer, ReadOnlySpan<double> w, double time, double now)
    {
        // the gains of the epoch in which the peer applied w: this node has been in it, for its offer said so
        if (w.Length != Kernel.Dimension || !_gains.TryGetValue(answer.Epoch, out ImmutableArray<double> gains)) return;
        Advance(time);
        w.CopyTo(new Span<double>(link.W, w.Length));
        Jump(link.W, +1, gains);
        link.IsInFlight = false;
        Applied?.Invoke(this, link);
        if (link.Resends == 0) link.RoundTrip.Learn(now - link.SentAt);
        else link.RoundTrip.Answered();
        if (link.Backlog == 0) return;
        link.Backlog--;
        Begin(link, time, now);
    }

    /// <summary>rows ← F·rows and m = cᵀ·rows.</summary>
    private void Message(double time, double* m)
    {
        Evaluate(Kernel, Math.Max(0, time - Time));
        Kernel.Message(_rows, _entries.Pointer, m);
        Time = Math.Max(Time, time);
    }

    /// <summary>rows ← rows ± e ⊗ w.</summary>
    private void Jump(double* w, int sign, ImmutableArray<double> gains)
    {
        for (int r = 0; r < gains.Length; r++)
            if (gains[r] != 0) AddScaled(sign * gains[r], w, _rows + r * Kernel.Stride);
        Exchanges++;
    }

    private void AddScaled(double factor, double* x, double* y)
    {
        Vector512<double> f = Vector512.Create(factor);
        for (int c = 0; c < _padded; c += Padding.Lanes)
            Vector512.FusedMultiplyAdd(f, Vector512.Load(x + c), Vector512.Load(y + c)).Store(y + c);
    }

    private void Evaluate(LinearKernel kernel, double span) => kernel.Method.Flow.Evaluate(Vector512.Create(span), _entries.Pointer);

    private EdgeHeader Header(EdgeMessageKind kind, Link link, ulong epoch) =>
        new(kind, Id, link.Peer, epoch, Era, link.Sequence, Time, Unit);

    private ReadOnlySpan<double> Vector(double* x) => new(x, Kernel.Dimension);

    private static AlignedBuffer Entries(Epoch epoch) => new(8 * Math.Max(1, epoch.Kernel.Method.Flow.Pattern.Length));
}
