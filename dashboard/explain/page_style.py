"""The look of the page of an explanation; colours are the tokens of ``charts/theme.py``."""

from dashboard.records.ontology import type_labels

_MARKS = ("who", "what", "where", "when", "how-many", "says-who")

_RULES = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:400 14px/20px var(--sans);
 font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,nav,footer{max-width:1280px;margin:0 auto;padding:0 24px}
main+main{border-top:1px solid var(--line)}
header{padding:24px 0 16px}
.eyebrow{margin:0 0 4px;color:var(--ink3);font-size:13px}
h1{margin:0 0 4px;font:600 26px/32px var(--serif);text-wrap:balance}
h2{margin:0 0 12px;font:600 16px/24px var(--sans)}
h3{margin:0 0 8px;font:400 20px/26px var(--serif);text-wrap:pretty}
.note,.by{color:var(--ink3);font-size:13px;line-height:18px}
header .note{margin:0}
.columns{display:grid;grid-template-columns:minmax(0,1fr);gap:24px;padding-bottom:24px}
.text{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:16px 24px}
.prose{font:400 16px/26px var(--serif);unicode-bidi:isolate}
.prose p{margin:0 0 12px;text-wrap:pretty}
.legend{display:flex;flex-wrap:wrap;gap:4px 12px;margin:0 0 16px;padding:0 0 12px;list-style:none;
 border-bottom:1px solid var(--line);font-size:13px}
.mark{color:inherit;background:var(--tint);border-bottom:2px solid var(--edge);
 border-radius:2px;padding:1px 2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.mark.unused{background:none;border-bottom:1px dotted var(--edge)}
.tag{font:600 10px/10px var(--sans);color:var(--edge);white-space:nowrap}
.tag a{color:inherit}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.reasons>section+section{margin-top:24px}
.event{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:16px;
 margin-bottom:16px;scroll-margin-top:12px}
.event:target{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.kind{display:flex;align-items:center;gap:8px;margin:0 0 4px;color:var(--ink2);font-size:13px}
.number{min-width:20px;height:20px;padding:0 4px;border-radius:10px;background:var(--ink2);
 color:var(--surface);font-weight:600;line-height:20px;text-align:center}
.dot{width:16px;height:16px;fill:var(--colour,var(--ink2))}
.dot svg{display:block}
blockquote{margin:0 0 8px;padding:4px 12px;border-left:2px solid var(--line);color:var(--ink2);
 font:400 15px/24px var(--serif)}
dl{margin:12px 0 8px}
.field{display:grid;grid-template-columns:96px minmax(0,1fr);gap:4px 12px;padding:8px 0;
 border-top:1px solid var(--line)}
dt{color:var(--ink3);font-size:13px}
dd{margin:0}
.value{font-weight:600}
.unknown{color:var(--ink3);font-weight:400}
.quotes{margin:2px 0;font:400 15px/24px var(--serif)}
details{margin-top:4px;font-size:13px;line-height:18px}
summary{color:var(--accent);cursor:pointer;padding:3px 0;width:fit-content}
.event>details{border-top:1px solid var(--line);padding-top:8px;margin-top:0}
ul{margin:4px 0 8px;padding-left:20px}
li{margin:2px 0}
.options{list-style:none;padding:0}
.options li{display:flex;gap:8px}
.points{flex:0 0 40px;text-align:right}
.other{color:var(--ink2)}
.chosen{font-weight:600}
.empty{background:var(--sunken);border-radius:8px;padding:16px;margin:0}
.dropped{list-style:none;padding:0 16px;margin:0;background:var(--surface);border:1px solid var(--line);
 border-radius:8px;font-size:13px;line-height:18px}
.dropped li{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,4fr) minmax(0,6fr);gap:0 12px;
 padding:8px 0;margin:0;align-items:baseline}
.dropped li+li{border-top:1px solid var(--line)}
.dropped q{font:400 15px/20px var(--serif)}
.dropped span{color:var(--ink2)}
.absent{color:var(--ink3)}
.group{background:var(--surface);border:1px solid var(--line);border-radius:8px;
 margin:0 0 8px;padding:4px 16px}
.spans{list-style:none;padding:0}
.spans>li{padding:8px 0;border-top:1px solid var(--line)}
.spans .mark{font:400 15px/24px var(--serif)}
nav ol{margin:24px 0 0;padding-left:20px}
footer{padding-top:16px;padding-bottom:32px;color:var(--ink3);font-size:12px;line-height:16px}
@media (min-width:1000px){
 .columns{grid-template-columns:minmax(0,5fr) minmax(0,6fr)}
 .text{position:sticky;top:16px;align-self:start;max-height:calc(100vh - 32px);overflow:auto}
}
@media (max-width:560px){
 main,nav,footer{padding-left:12px;padding-right:12px}
 .text{padding:12px}
 .event{padding:12px}
 h1{font-size:22px;line-height:28px}
 .field{grid-template-columns:minmax(0,1fr);gap:0}
 .dropped{padding:0 12px}
 .dropped li{grid-template-columns:minmax(0,1fr)}
 summary{padding:8px 0}
}
@media (forced-colors:active){.mark{outline:1px solid}.dot{forced-color-adjust:none}}
@media print{.text{position:static;max-height:none}.event{break-inside:avoid}}
"""

STYLE = "".join(
    [
        *_RULES.strip().splitlines(),
        *(f".mark-{name}{{--tint:var(--{name});--edge:var(--{name}-line)}}" for name in _MARKS),
        *(
            f".dot-{name.replace('_', '-')}{{--colour:var(--type-{name.replace('_', '-')})}}"
            for name in type_labels()
        ),
    ]
)
