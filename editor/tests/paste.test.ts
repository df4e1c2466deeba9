import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanPasted } from "../src/paste.ts";

test("what a word processor adds is taken off, what it says stays", () => {
  const cases: [string, RegExp, RegExp][] = [
    ['<p class="MsoNormal" style="margin:0"><b>Un</b> pont<o:p></o:p></p>', /<(b|strong)>Un<\/(b|strong)> pont/, /Mso|style|o:p/],
    ['<span style="font-weight:700">gras</span>', /gras/, /style/],
    ['<p onclick="x()">a<script>alert(1)</script></p>', /a/, /onclick|script/],
  ];
  for (const [html, wanted, unwanted] of cases) {
    const cleaned = cleanPasted(html);
    assert.match(cleaned, wanted);
    assert.doesNotMatch(cleaned, unwanted);
  }
});
