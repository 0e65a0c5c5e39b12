/**
 * Hostile HTML, each with its verdict: the text that an import keeps of it. Every payload that works calls `alert(…)`.
 * Data for the tests beside it and for those in a browser, where the payloads are also put raw into a blank page.
 */
export type HostileHtml = {
  name: string;
  html: string;
  /** The whole canonical text of its import; `null` when nothing is left of it, and the import is refused as empty. */
  text: string | null;
  /** Whether it calls `alert` by itself when it is parsed as a page of its own in Chromium. */
  fires: boolean;
};

const on = (name: string, html: string, text: string | null = null): HostileHtml => ({ name, html, text, fires: true });
const off = (name: string, html: string, text: string | null = null): HostileHtml => ({
  name,
  html,
  text,
  fires: false,
});

export const hostileHtml: readonly HostileHtml[] = [
  on("a script", "<p>Before</p><script>alert(1)</script><p>after</p>", "Before\n\nafter"),
  on("a script in odd case", "Words<ScRiPt >alert(1)</sCrIpT\t>", "Words"),
  on("a script with a slash for a space", "Words<script/x>alert(1)</script>", "Words"),
  off("a script that is never closed", "Words<script>alert(1)//", "Words"),
  on("a module script", '<script type="module">alert(1)</script>Words', "Words"),
  on("a script from a data address", '<script src="data:text/javascript,alert(1)"></script>Words', "Words"),
  on("a script inside an SVG", "<svg><script>alert(1)</script></svg>Words", "Words"),
  on("a script with entities inside an SVG", "<svg><script>&#97;lert(1)</script></svg>Words", "Words"),
  on("an SVG script by reference", '<svg><script href="data:,alert(1)"/></svg>Words', "Words"),
  on("a broken picture's onerror", "<img src=x onerror=alert(1)>Words", "Words"),
  on("onerror without a space", '<img/src="x"/onerror=alert(1)>Words', "Words"),
  on("onerror with a newline in the tag", "<img\nsrc=x\nonerror\n=\nalert(1)>Words", "Words"),
  on("onerror in capitals with a backquote", "<IMG SRC=x ONERROR=alert`1`>Words", "Words"),
  on("a handler written in entities", "<img src=x onerror=&#97;&#x6c;ert(1)>Words", "Words"),
  on("a picture element", "<picture><source srcset=x><img onerror=alert(1)></picture>Words", "Words"),
  on("an SVG's onload", "<svg onload=alert(1)>Words</svg>", null),
  on("an SVG's onload without a space", "<svg/onload=alert(1)></svg>Words", "Words"),
  on("an animation's onbegin", "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>Words", "Words"),
  on("a set element's onbegin", "<svg><set onbegin=alert(1) attributeName=x dur=1s></svg>Words", "Words"),
  on("an SVG picture's onerror", "<svg><image href=x onerror=alert(1)></svg>Words", "Words"),
  on("a body's onload", "<body onload=alert(1)><p>Words</p>", "Words"),
  on("a body's onpageshow", "<body onpageshow=alert(1)><p>Words</p>", "Words"),
  on("an iframe's srcdoc", '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>Words', "Words"),
  on("an iframe's script address", "<iframe src=javascript:parent.alert(1)></iframe>Words", "Words"),
  on("an iframe's onload", "<iframe onload=alert(1)></iframe>Words", "Words"),
  on(
    "an iframe's script address with a tab in it",
    "<iframe src='java\tscript:parent.alert(1)'></iframe>Words",
    "Words",
  ),
  on(
    "an iframe's script address in entities",
    "<iframe src='&#106;avascript&colon;parent.alert(1)'></iframe>Words",
    "Words",
  ),
  off("an object of a script address", "<object data=javascript:parent.alert(1)></object>Words", "Words"),
  on("an object's onerror", "<object data=x onerror=alert(1)></object>Words", "Words"),
  off("an embed of a script address", "<embed src=javascript:parent.alert(1)>Words", "Words"),
  on("a focused field", "<input autofocus onfocus=alert(1)>Words", "Words"),
  on("a focused button", "<button autofocus onfocus=alert(1)>Press</button>Words", "Words"),
  on("a focused menu", "<select autofocus onfocus=alert(1)><option>One</select>Words", "Words"),
  on("a focused link", "<a href=x autofocus onfocus=alert(1)>Words</a>", "Words"),
  on("a focused paragraph", "<p tabindex=0 autofocus onfocus=alert(1)>Words</p>", "Words"),
  on(
    "an opened details element",
    "<details open ontoggle=alert(1)><summary>Sum</summary>Words</details>",
    "Sum\n\nWords",
  ),
  on("a video's source", "<video><source onerror=alert(1)></video>Words", "Words"),
  on("an audio's onerror", "<audio src=x onerror=alert(1)></audio>Words", "Words"),
  on("a style's onload", "<style onload=alert(1)></style>Words", "Words"),
  on("a stylesheet's onerror", "<link rel=stylesheet href=x: onerror=alert(1)>Words", "Words"),
  on(
    "an animation's end",
    "<style>@keyframes k{}</style><p style='animation:k 1ms' onanimationend=alert(1)>Words</p>",
    "Words",
  ),
  on(
    "a transition at the start of an animation",
    "<style>@keyframes k{}</style><em style='animation:k 1s' onanimationstart=alert(1)>Words</em>",
    "Words",
  ),
  off("a marquee", "<marquee onstart=alert(1)>Words</marquee>", "Words"),
  off("a refresh to another page", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>Words", "Words"),
  on("a title that ends early", "<title></title><img src=x onerror=alert(1)></title>Words", "Words"),
  on("a textarea that ends early", "<textarea></textarea><img src=x onerror=alert(1)></textarea>Words", "Words"),
  on("a comment that ends early", "<!--><img src=x onerror=alert(1)>-->Words", "-->Words"),
  on("a comment that ends with a bang", "<!-- x --!><img src=x onerror=alert(1)>Words", "Words"),
  on("an unknown element", "<widget onfocus=alert(1) tabindex=0 autofocus>Words</widget>", "Words"),
  on("MathML that hides a picture", "<math><mtext><img src=x onerror=alert(1)></mtext></math>Words", "Words"),
  on(
    "MathML style confusion",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(2)&gt;' src=x onerror=alert(1)>Words",
    "Words",
  ),
  on(
    "a picture in an SVG's foreign part",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>Words",
    "Words",
  ),
  on(
    "a picture in a MathML annotation",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>Words",
    "Words",
  ),
  on("a misnested table", "<table><img src=x onerror=alert(1)><tr><td>Words</table>", "Words"),
  off("a link to a script", "<a href=javascript:alert(1)>Words</a>", "Words"),
  off("a link to a script behind control characters", "<a href='\u0001java\nscript:alert(1)'>Words</a>", "Words"),
  off("a link to a script in entities", "<a href='&#x6A;avascript&colon;alert&lpar;1&rpar;'>Words</a>", "Words"),
  off("a link to VBScript", "<a href='vbscript:msgbox(1)'>Words</a>", "Words"),
  off("a link to a data page", "<a href='data:text/html,<script>alert(1)</script>'>Words</a>", "Words"),
  off("a link to a blob", "<a href='blob:https://example.org/1'>Words</a>", "Words"),
  off("a MathML link to a script", "<math href=javascript:alert(1)><mi>x</mi></math>", "x"),
  off(
    "a MathML action",
    "<math><maction actiontype='statusline#x' xlink:href=javascript:alert(1)><mi>x</mi></maction></math>",
    "x",
  ),
  off("an SVG link to a script", "<svg><a xlink:href=javascript:alert(1)><text>go</text></a></svg>Words", "Words"),
  off("a form to a script", "<form action=javascript:alert(1)><button>Go</button>Words</form>", "Words"),
  off(
    "a button that redirects its form",
    "<form><button formaction=javascript:alert(1)>Go</button></form>Words",
    "Words",
  ),
  off("a base for all links", "<base href=javascript:/a/-alert(1)///><a href=//x>Words</a>", "Words"),
  off("ids that shadow the page's own", "<p id=__next>a</p><a id=location name=cookie href=x>b</a>", "a\n\nb"),
  off("a template", "<template><script>alert(1)</script></template>Words", "Words"),
  off(
    "a style expression",
    "<p style='width:expression(alert(1));background:url(javascript:alert(1))'>Words</p>",
    "Words",
  ),
  off("noscript confusion", "<noscript><p title='</noscript><img src=x>'>in</p></noscript>Words", "'>in\n\nWords"),
  off("a class of the page's own", "<p class='fixed inset-0'>Words</p>", "Words"),
];
