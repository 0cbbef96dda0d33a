namespace Gossip.Experiments.Report;

/// <summary>How the report's page looks, beside its figures.</summary>
internal static class PageStyle
{
    public const string Css = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
        main,header,footer{max-width:1080px;margin:0 auto;padding:0 20px}
        header{padding-top:36px;padding-bottom:8px}
        .brand{display:flex;align-items:center;gap:8px;margin:0 0 20px;color:var(--soft);font-size:14px}
        .brand svg{width:22px;height:22px}
        h1{font-size:clamp(26px,5vw,38px);line-height:1.15;letter-spacing:-.02em;margin:0;overflow-wrap:anywhere}
        h2{font-size:19px;line-height:1.3;letter-spacing:-.01em;margin:0 0 4px}
        .subtitle{margin:6px 0 0;color:var(--soft);overflow-wrap:anywhere}
        .outcome{display:flex;gap:12px;align-items:flex-start;margin:20px 0 0;font-size:18px;line-height:1.45;overflow-wrap:anywhere}
        .outcome svg{flex:none;width:24px;height:24px;margin-top:1px;color:var(--green)}
        .outcome.failed svg{color:var(--red)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:24px 0 0;padding:0}
        .tiles div,section{background:var(--card);border:1px solid var(--line);border-radius:14px}
        .tiles div{display:flex;flex-direction:column;padding:14px 12px 14px 16px}
        .tiles dt{order:2;color:var(--soft);font-size:14px;line-height:1.35}
        .tiles dd{order:1;margin:0;font-size:21px;font-weight:600;letter-spacing:-.02em;white-space:nowrap;font-variant-numeric:tabular-nums}
        section{margin:16px 0;padding:22px 24px}
        section>p{margin:0 0 16px;color:var(--soft);max-width:90ch}
        .warnings{border-left:4px solid var(--amber)}
        .warnings ul{margin:6px 0 0;padding-left:20px}
        .warnings li{overflow-wrap:anywhere}
        figure{margin:0}
        .figure{display:block;width:100%;height:auto;margin:0 auto}
        .plots{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:20px 28px}
        .graph{max-width:760px;margin:0 auto}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 14px;padding:0;list-style:none;font-size:14px;color:var(--soft)}
        .legend .figure{display:inline-block;width:24px;height:10px;margin-right:7px;vertical-align:baseline}
        .wide{max-width:820px;margin:0 auto 20px}
        .scroll{overflow-x:auto}
        table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{padding:9px 14px 9px 0;text-align:left;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:anywhere}
        tr:first-child>*{border-top:0}
        .facts th{width:30%;font-weight:500;color:var(--soft)}
        .facts td small{color:var(--soft);font-size:14px}
        .facts .value{font-weight:600;padding-right:10px}
        .numbers th,.numbers td{text-align:right;white-space:nowrap;font-size:14px;padding:6px 0 6px 16px}
        .numbers thead th{color:var(--soft);font-weight:500}
        .numbers tbody tr:first-child>*{border-top:1px solid var(--line)}
        .facts .long{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}
        details{margin:12px 0 0}
        details+details{margin-top:12px;padding-top:12px;border-top:1px solid var(--line)}
        summary{cursor:pointer;font-weight:600}
        details>*:not(summary){margin-top:14px}
        pre{margin:0;padding:16px;overflow-x:auto;border-radius:10px;background:var(--page);font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;tab-size:2}
        :focus-visible{outline:3px solid var(--blue);outline-offset:3px;border-radius:4px}
        footer{padding-top:8px;padding-bottom:40px;color:var(--soft);font-size:14px}
        @media (max-width:720px){
          main,header,footer{padding-left:14px;padding-right:14px}
          header{padding-top:22px}
          section{padding:18px 14px;border-radius:12px}
          .plots{grid-template-columns:minmax(0,1fr)}
          .tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}
          .tiles div{padding:12px 14px}
          .tiles dd{font-size:20px}
          .outcome{font-size:17px}
          .facts tr{display:block;padding:9px 0;border-top:1px solid var(--line)}
          .facts tr:first-child{border-top:0}
          .facts th,.facts td{display:block;width:auto;padding:0;border:0}
          .plots text{font-size:13.5px}
          .plots .name{font-size:16px}
        }
        @media print{
          body{background:none}
          section,.tiles div{break-inside:avoid}
        }
        """;

    /// <summary>Three nodes that talk.</summary>
    public const string Mark = """
        <svg viewBox="0 0 24 24" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="1.75"><path d="M6 17L12 6M12 6L18 17M6 17H18"/></g><g style="fill:var(--blue)"><circle cx="12" cy="6" r="3.6"/><circle cx="6" cy="17" r="3.6"/><circle cx="18" cy="17" r="3.6"/></g></svg>
        """;

    public const string Tick = """
        <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="10"/><path d="M7.5 12.5l3 3 6-6.5"/></svg>
        """;

    public const string Cross = """
        <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><circle cx="12" cy="12" r="10"/><path d="M12 6.5v7M12 17v.2"/></svg>
        """;
}
