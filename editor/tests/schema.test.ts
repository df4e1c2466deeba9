import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, serialise } from "../src/schema.ts";

const text = (words: string, ...marks: object[]) => ({ type: "text", text: words, ...(marks.length ? { marks } : {}) });
const paragraph = (...content: object[]) => ({ type: "paragraph", content });

test("what the server sends comes back the same", () => {
  const content = [
    paragraph(text("a "), text("b", { type: "strong" }), { type: "line_break" }, text("c", { type: "link", attrs: { href: "article:7", title: "" } })),
    { type: "heading", attrs: { level: 3 }, content: [text("t")] },
    { type: "quote", attrs: { source: "Ana", address: "" }, content: [paragraph(text("q"))] },
    { type: "bullet_list", content: [{ type: "list_item", content: [paragraph(text("x"))] }] },
    { type: "picture", attrs: { src: "media:9", alt: null, caption: "C", credit: "", href: "", width: "text" } },
    { type: "raw", attrs: { html: "<form></form>" } },
    { type: "rule" },
  ];
  const json = JSON.stringify({ type: "doc", version: 1, content });
  assert.deepEqual(JSON.parse(serialise(parse(json))), JSON.parse(json));
});

test("a block of a later version is kept as it came", () => {
  const unknown = { type: "hologram", attrs: { x: 1 }, content: [{ type: "beam" }] };
  const json = JSON.stringify({ type: "doc", version: 1, content: [unknown, paragraph(text("a"))] });
  assert.deepEqual(JSON.parse(serialise(parse(json))).content[0], unknown);
});

test("an empty text is an empty paragraph", () => {
  assert.deepEqual(JSON.parse(serialise(parse(""))), { type: "doc", version: 1, content: [{ type: "paragraph" }] });
});
