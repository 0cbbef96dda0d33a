using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Gossip.Methods.Kernels;

/// <summary>
/// A small assembler for one loop over vectors of eight doubles. Arguments are pointers to doubles, taken at the
/// loop's running offset. The just-in-time compiler makes AVX-512 of it where there is, and narrower code with the
/// same bits elsewhere.
/// </summary>
internal sealed class VectorCode
{
    private static readonly MethodInfo LoadVectorMethod = Find(nameof(Vector512.LoadAligned), 1);
    private static readonly MethodInfo StoreVectorMethod = Find(nameof(Vector512.StoreAligned), 2);
    private static readonly MethodInfo MultiplyMethod = Find(nameof(Vector512.Multiply), 2);
    private static readonly MethodInfo SubtractMethod = Find(nameof(Vector512.Subtract), 2);
    private static readonly MethodInfo FusedMethod = Find(nameof(Vector512.FusedMultiplyAdd), 3);
    private static readonly MethodInfo CreateMethod = Find(nameof(Vector512.Create), 1);

    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly LocalBuilder _offset;

    public VectorCode(string name, int arguments)
    {
        Type[] types = [.. Enumerable.Repeat(typeof(double*), arguments)];
        _method = new DynamicMethod(name, typeof(void), types, typeof(VectorCode).Module, skipVisibility: true);
        _il = _method.GetILGenerator();
        _offset = _il.DeclareLocal(typeof(nint));
    }

    /// <summary>Emits <paramref name="body"/> once, to run for every block of the first <paramref name="length"/> doubles.</summary>
    public void Loop(int length, Action body)
    {
        Label top = _il.DefineLabel();
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Stloc, _offset);
        _il.MarkLabel(top);
        body();
        _il.Emit(OpCodes.Ldloc, _offset);
        Offset(Vector512<double>.Count);
        _il.Emit(OpCodes.Stloc, _offset);
        _il.Emit(OpCodes.Ldloc, _offset);
        _il.Emit(OpCodes.Ldc_I8, (long)length * sizeof(double));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Blt, top);
        _il.Emit(OpCodes.Ret);
    }

    public TDelegate Finish<TDelegate>() where TDelegate : Delegate => _method.CreateDelegate<TDelegate>();

    public LocalBuilder LoadVector(int argument) => LoadRow(argument, 0);

    /// <summary>The block of the row that starts <paramref name="start"/> doubles after the argument.</summary>
    public LocalBuilder LoadRow(int argument, int start)
    {
        Address(argument, start);
        _il.Emit(OpCodes.Call, LoadVectorMethod);
        return Keep();
    }

    public void StoreVector(int argument, LocalBuilder value) => StoreRow(argument, 0, value);

    public void StoreRow(int argument, int start, LocalBuilder value)
    {
        _il.Emit(OpCodes.Ldloc, value);
        Address(argument, start);
        _il.Emit(OpCodes.Call, StoreVectorMethod);
    }

    /// <summary>sum + entry·row, with flow entry k read from memory and spread over all lanes.</summary>
    public LocalBuilder AddEntryTimes(LocalBuilder? sum, int entriesArgument, int k, LocalBuilder row)
    {
        _il.Emit(OpCodes.Ldarg, (short)entriesArgument);
        Offset(k * Vector512<double>.Count);
        _il.Emit(OpCodes.Ldind_R8);
        _il.Emit(OpCodes.Call, CreateMethod);
        return TimesPlus(row, sum);
    }

    /// <summary>sum + factor·row.</summary>
    public LocalBuilder AddScaled(LocalBuilder sum, double factor, LocalBuilder row)
    {
        if (factor == 0) return sum;
        Constant(factor);
        return TimesPlus(row, sum);
    }

    /// <summary>A block of zeros.</summary>
    public LocalBuilder Zero()
    {
        Constant(0);
        return Keep();
    }

    /// <summary>factor·row.</summary>
    public LocalBuilder Scaled(double factor, LocalBuilder row)
    {
        if (factor == 1) return row;
        Constant(factor);
        return TimesPlus(row, null);
    }

    public LocalBuilder Subtract(LocalBuilder a, LocalBuilder b)
    {
        _il.Emit(OpCodes.Ldloc, a);
        _il.Emit(OpCodes.Ldloc, b);
        _il.Emit(OpCodes.Call, SubtractMethod);
        return Keep();
    }

    private LocalBuilder TimesPlus(LocalBuilder row, LocalBuilder? sum)
    {
        _il.Emit(OpCodes.Ldloc, row);
        if (sum is not null) _il.Emit(OpCodes.Ldloc, sum);
        _il.Emit(OpCodes.Call, sum is null ? MultiplyMethod : FusedMethod);
        return Keep();
    }

    private void Constant(double value)
    {
        _il.Emit(OpCodes.Ldc_R8, value);
        _il.Emit(OpCodes.Call, CreateMethod);
    }

    private void Address(int argument, int start)
    {
        _il.Emit(OpCodes.Ldarg, (short)argument);
        _il.Emit(OpCodes.Ldloc, _offset);
        _il.Emit(OpCodes.Add);
        Offset(start);
    }

    private void Offset(int doubles)
    {
        if (doubles == 0) return;
        _il.Emit(OpCodes.Ldc_I8, (long)doubles * sizeof(double));
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    private LocalBuilder Keep()
    {
        LocalBuilder local = _il.DeclareLocal(typeof(Vector512<double>));
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    /// <summary>The method of <see cref="Vector512"/> that takes vectors of doubles, a double, or a pointer to doubles.</summary>
    private static MethodInfo Find(string name, int parameters)
    {
        foreach (MethodInfo candidate in typeof(Vector512).GetMethods().Where(m => m.Name == name && m.GetParameters().Length == parameters))
        {
            MethodInfo method = candidate.IsGenericMethodDefinition ? candidate.MakeGenericMethod(typeof(double)) : candidate;
            bool fits = method.GetParameters().All(p => p.ParameterType == typeof(Vector512<double>)
                || p.ParameterType == typeof(double*) || (name == nameof(Vector512.Create) && p.ParameterType == typeof(double)));
            bool scalar = name == nameof(Vector512.Create) && method.IsGenericMethod;
            if (fits && !scalar) return method;
        }
        throw new MissingMethodException(nameof(Vector512), name);
    }
}
