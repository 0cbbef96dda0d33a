using System.Text.RegularExpressions;
using Gossip.Core;
using SkiaSharp;
using Svg.Skia;
using Svg.Skia.TypefaceProviders;

namespace Gossip.Experiments.Exports;

/// <summary>
/// Our own SVG pictures as PNG, in the light colours, two dots for each unit. Letters are those of the font that is embedded here: a container
/// has none, and another machine's would have other widths. .NET loads Skia when a method of this class is first called.
/// </summary>
internal static partial class PngFile
{
    private const float Scale = 2;

    private static readonly string[] s_raised = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

    /// <summary>Throws where the native libraries are missing, or for another system.</summary>
    public static void Check() => _ = SKImageInfo.PlatformColorType;

    /// <summary>Turns the file <paramref name="svg"/> into the file <paramref name="path"/>; it is there as a whole or not at all.</summary>
    public static void Write(string path, string svg)
    {
        using SKTypeface letters = SKTypeface.FromStream(typeof(PngFile).Assembly.GetManifestResourceStream("Inter-Regular.otf"));
        using SKSvg drawing = new();
        drawing.Settings.TypefaceProviders!.Clear();
        drawing.Settings.TypefaceProviders.Add(new OneTypeface(letters));
        SKPicture picture = drawing.FromSvg(Raised().Replace(File.ReadAllText(svg), found => Raise(found.Groups[1].Value)))
            ?? throw new InvalidOperationException($"{svg} cannot be drawn");
        AtomicFile.WriteBytes(path, to => picture.ToImage(to, SKColors.White, SKEncodedImageFormat.Png, 100, Scale, Scale, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
    }

    /// <summary>Skia places a text of several parts part by part; an exponent stays where it belongs as a letter of its own.</summary>
    private static string Raise(string power) => string.Concat(power.Select(c => char.IsAsciiDigit(c) ? s_raised[c - '0'] : "⁻"));

    [GeneratedRegex("""<tspan class="sup" dy="[^"]*">([^<]*)</tspan>""")]
    private static partial Regex Raised();

    private sealed class OneTypeface(SKTypeface typeface) : ITypefaceProvider
    {
        public SKTypeface? FromFamilyName(string family, SKFontStyleWeight weight, SKFontStyleWidth width, SKFontStyleSlant slant) => typeface;
    }
}
