using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Gossip.Benchmarks.Cluster;

/// <summary>
/// The yardstick: blocking sockets and pooled buffers and nothing else. A vector is copied into a pooled buffer behind its
/// length and sent; the other end reads it into a pooled buffer. A byte comes back for each batch.
/// </summary>
internal static class RawLane
{
    public static void Send(Socket socket, ReadOnlySpan<double> vector, int count)
    {
        int bytes = vector.Length * sizeof(double);
        for (int k = 0; k < count; k++)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(8 + bytes);
            MemoryMarshal.Write(buffer, (long)bytes * (k == count - 1 ? -1 : 1));
            MemoryMarshal.AsBytes(vector).CopyTo(buffer.AsSpan(8));
            for (int sent = 0; sent < 8 + bytes;) sent += socket.Send(buffer.AsSpan(sent, 8 + bytes - sent));
            ArrayPool<byte>.Shared.Return(buffer);
        }
        Fill(socket, stackalloc byte[1]);
    }

    public static void Serve(Socket socket)
    {
        Span<byte> head = stackalloc byte[8];
        while (Fill(socket, head))
        {
            long length = MemoryMarshal.Read<long>(head);
            int bytes = (int)Math.Abs(length);
            byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes);
            if (!Fill(socket, buffer.AsSpan(0, bytes))) return;
            ArrayPool<byte>.Shared.Return(buffer);
            if (length < 0) socket.Send([1]);
        }
    }

    private static bool Fill(Socket socket, Span<byte> to)
    {
        while (to.Length > 0)
        {
            int count = socket.Receive(to);
            if (count == 0) return false;
            to = to[count..];
        }
        return true;
    }
}
