"""A hundred texts that try to be more than text, and a grading in which each stands wherever a student can put one."""

from grader.compare import Difference, DifferenceKind
from grader.records import Outcome, Verdict
from tests.builders import (
    a_check,
    a_file,
    a_frame,
    a_grading,
    a_result,
    a_submission,
    an_assignment,
    an_observation,
)

# What runs says so.
_RUN = "top.ran=1"
SCRIPTS = (
    f"<script>{_RUN}</script>", f"<SCRIPT SRC=data:text/javascript,{_RUN}></SCRIPT>", f"<scr<script>ipt>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>", f"<img src=x onerror='{_RUN}'//", f"<svg onload={_RUN}>", f"<svg><script>{_RUN}</script></svg>",
    f"<body onload={_RUN}>", f"<iframe src='javascript:{_RUN}'></iframe>", f"<iframe srcdoc='<script>{_RUN}</script>'></iframe>",
    f"<a href='javascript:{_RUN}' autofocus onfocus={_RUN}>x</a>", f"<input autofocus onfocus={_RUN}>",
    f"<details open ontoggle={_RUN}>x</details>", f"<video><source onerror={_RUN}></video>", f"<audio src=x onerror={_RUN}>",
    f"<object data='data:text/html,<script>{_RUN}</script>'></object>", f"<embed src='data:text/html,<script>{_RUN}</script>'>",
    f"<math><mtext><table><mglyph><style><!--</style><img src=x onerror={_RUN}>", f"<template><script>{_RUN}</script></template>",
    f"<style>@import 'data:text/css,';</style><script>{_RUN}</script>", f"<marquee onstart={_RUN}>x</marquee>",
    f"<form action='javascript:{_RUN}'><button autofocus>x</button></form>", f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    f"<base href='javascript:{_RUN}//'>", f"<link rel=stylesheet href='data:text/css,*{{display:none}}' onload={_RUN}>",
    f"\"><script>{_RUN}</script>", f"'><script>{_RUN}</script>", f"\" onmouseover=\"{_RUN}\" x=\"", f"' autofocus onfocus='{_RUN}",
    f"</title><script>{_RUN}</script>", f"</style><script>{_RUN}</script>", f"</pre></code><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>", f"</svg><script>{_RUN}</script>", f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script><![CDATA[", f"<![CDATA[<script>{_RUN}</script>]]>", f"<?xml version='1.0'?><script>{_RUN}</script>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;", f"&#60;script&#62;{_RUN}&#60;/script&#62;", f"\\x3cscript\\x3e{_RUN}\\x3c/script\\x3e",
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e", f"<\0script>{_RUN}</script>", f"<script\x0c>{_RUN}</script>",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-", f"\uff1cscript\uff1e{_RUN}\uff1c/script\uff1e", f"javascript:{_RUN}",
    f"{{{{constructor.constructor('{_RUN}')()}}}}", f"${{{_RUN}}}", f"<x contenteditable onblur={_RUN} tabindex=1 autofocus>x",
)  # fmt: skip
LOADS = (
    "<img src=https://evil.example/x.png>", "<link rel=stylesheet href=https://evil.example/x.css>", "<img srcset='//evil.example/x 2x'>",
    "<script src=https://evil.example/x.js></script>", "<style>@import url(https://evil.example/x.css)</style>",
    "<div style='background:url(https://evil.example/x)'>", "<iframe src=https://evil.example></iframe>", "<image href=//evil.example/x>",
    "<svg><use href='https://evil.example/x.svg#x'/></svg>", "<video poster=https://evil.example/x.png></video>",
    "<link rel=preconnect href=https://evil.example>", "<body background=https://evil.example/x.png>", "file:///etc/passwd",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>", "![x](https://evil.example/x.png)", "[x](javascript:top.ran=1)",
    "<https://evil.example>", "https://evil.example", "[x]: https://evil.example\n[x]", "@everyone #1 !1 me@evil.example",
)  # fmt: skip
LAYOUT = (
    "W" * 900, "\u2588" * 400, "\U0001f600" * 300, "a" + "\u0301" * 300, "\u0e49" * 200, "<div style=position:fixed;inset:0>", "</main></body></html>",
    "<table><tr><td width=9000>x", "<style>*{display:none}</style>", "<style>body{width:9000px}</style>", "<plaintext>", "<!--", "<textarea>",
    "\u202eright to left\u202c", "\u2066isolated", "\u05d0\u05d1\u05d2 \u0634\u0644\u0648\u0645", "a\u200bb\u2060c\ufeffd", "\ud800", "\U000e0041\U000e0042",
    "\x1b[2J\x1b[1;1H", "\x1b]0;title\x07", "\x9b31m", "a\rb\rc", "\b" * 40, "| a | b |\n|---|---|", "```\n# x\n```", "# x\n\n- y", "===\n---", "$$\\frac{1}{0}$$", "[bold red]x[/] [link=file:///]y[/]",
)  # fmt: skip
PAYLOADS = (*SCRIPTS, *LOADS, *LAYOUT)
PLAIN = tuple(f"a plain text, number {number}" for number in range(len(PAYLOADS)))


def everywhere(texts=PAYLOADS):
    """Return a grading with each of these texts in a name, a note, an exception, a line, a quantity and an output."""
    results = []
    for number, text in enumerate(texts):
        text = f"<{number}>{text}"
        hidden = "_hidden" if number % 4 == 3 else ""
        check = a_check(f"raises{number}{hidden}")
        frames = (a_frame(text, 3, text, text), a_frame(text, 4, text, text))
        told = {
            "exception": (text, text),
            "frames": frames,
            "output": f"{text}\n{text}",
            "during_import": number % 2 == 0,
        }
        seen = an_observation(check.id, Outcome.RAISED, **told)
        results.append(a_result(check, seen, Verdict.FAILED, message=text))
        check = a_check(f"differs{number}{hidden}")
        seen = an_observation(check.id, quantities={text: text}, output=text)
        difference = Difference(text, DifferenceKind.TYPE, text, text, 1, 2, (1,), None, text)
        facts = {"message": text, "differences": (difference, difference)}
        results.append(a_result(check, seen, Verdict.WRONG, **facts))
    submission = a_submission("".join(texts), files=tuple(map(a_file, texts)), notes=tuple(texts))
    return a_grading(results, an_assignment(checks=[each.check for each in results]), submission)
