namespace Gossip.Experiments.Report;

/// <summary>The svg element around a figure.</summary>
internal static class Picture
{
    /// <summary>A file of its own: brings its style, its background and its size along.</summary>
    public static string Whole(double width, double height, string title, string description, Markup inside)
    {
        Markup svg = new();
        svg.Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\">");
        svg.Add($"<title id=\"title\">{title}</title><desc id=\"desc\">{description}</desc>");
        svg.Add($"<style>{Markup.Of(Theme.ForPicture())}</style>");
        svg.Add($"<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>{inside}</svg>");
        return svg.ToString();
    }

    /// <summary>A part of a page that has the style: as wide as its place.</summary>
    public static Markup ForPage(double width, double height, string description, Markup inside) => new Markup()
        .Add($"<svg class=\"figure\" viewBox=\"0 0 {width} {height}\" style=\"max-width:{1.25 * width}px\" role=\"img\" aria-label=\"{description}\">{inside}</svg>");
}
