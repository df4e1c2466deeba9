import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMParser, DOMSerializer } from "prosemirror-model";
import { EditorState, NodeSelection, type Command } from "prosemirror-state";
import source from "../../crates/document/schema.json" with { type: "json" };
import { linkAddress } from "../src/links.ts";
import { parse, schema, serialise } from "../src/schema.ts";

const text = (words: string, ...marks: object[]) => ({ type: "text", text: words, ...(marks.length ? { marks } : {}) });
const paragraph = (...content: object[]) => ({ type: "paragraph", content });
const cell = (type: string, words: string, attrs: object = {}) =>
  ({ type, attrs: { colspan: 1, rowspan: 1, colwidth: null, ...attrs }, content: [paragraph(text(words))] });

/** One of every block, with every attribute set, and every mark. */
const WHOLE = [
  paragraph(
    text("gras", { type: "strong" }), text("italique", { type: "emphasis" }), text("barré", { type: "strike" }), text("2", { type: "sub" }),
    text("3", { type: "sup" }), text("code", { type: "code" }), text("мост", { type: "language", attrs: { lang: "sr-Cyrl" } }),
    text("lien", { type: "link", attrs: { href: "article:7", title: "Pont" } }), { type: "line_break" }, { type: "footnote_reference", attrs: { label: "1" } },
  ),
  ...[2, 3, 4].map((level) => ({ type: "heading", attrs: { level }, content: [text("Titre")] })),
  { type: "quote", attrs: { source: "Ana", address: "https://example.org/a" }, content: [paragraph(text("a")), paragraph(text("b"))] },
  { type: "pull_quote", attrs: { source: "Ana" }, content: [text("c")] },
  { type: "bullet_list", content: [{ type: "list_item", content: [paragraph(text("d")), { type: "ordered_list", attrs: { start: 4 }, content: [{ type: "list_item", content: [paragraph(text("e"))] }] }] }] },
  { type: "picture", attrs: { src: "media:9", alt: "Un pont", caption: "C", credit: "N", href: "article:7", width: "wide" } },
  { type: "gallery", attrs: { pictures: [{ src: "media:9", alt: "x" }], caption: "G" } },
  { type: "table", attrs: { caption: "T" }, content: [
    { type: "table_row", content: [cell("table_header", "h", { colspan: 2 })] }, { type: "table_row", content: [cell("table_cell", "1"), cell("table_cell", "2")] }] },
  { type: "code_block", attrs: { language: "rust" }, content: [text("let a = 1;\n  b")] },
  { type: "box", attrs: { title: "À savoir" }, content: [paragraph(text("f"))] },
  { type: "embed", attrs: { address: "https://example.org/v", title: "V", picture: "media:9" } },
  { type: "video", attrs: { src: "media:1", caption: "v" } },
  { type: "audio", attrs: { src: "media:2", caption: "s" } },
  { type: "file", attrs: { src: "media:3", label: "Rapport" } },
  { type: "rule" },
  { type: "timeline_entry", attrs: { date: "2024" }, content: [paragraph(text("g"))] },
  { type: "raw", attrs: { html: "<form>x</form>" } },
  { type: "hologram", attrs: { x: 1 }, content: [{ type: "beam" }] },
  { type: "footnotes", content: [{ type: "footnote", attrs: { label: "1" }, content: [paragraph(text("h"))] }] },
];
const JSON_OF = JSON.stringify({ type: "doc", version: 1, content: WHOLE });

test("the whole of the schema is in the sample", () => {
  const there = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!value || typeof value !== "object") return;
    if ("type" in value) there.add(String(value.type));
    Object.values(value).forEach(walk);
  };
  walk(WHOLE);
  const all = [...source.nodes, ...source.marks].map((one) => one.name).filter((name) => name !== "doc");
  assert.deepEqual(all.filter((name) => !there.has(name)), []);
});

test("every block comes back as the server sent it", () => {
  assert.deepEqual(JSON.parse(serialise(parse(JSON_OF))).content, WHOLE);
});

test("cut and paste within the editor keeps every block", () => {
  const doc = parse(JSON_OF);
  const dom = document.createElement("div");
  dom.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  const back = DOMParser.fromSchema(schema).parse(dom, { preserveWhitespace: true });
  assert.deepEqual(JSON.parse(serialise(back)).content, WHOLE);
});

test("an address is a link, a number of an own article too, a word is none", () => {
  assert.equal(linkAddress(" article:42 "), "article:42");
  assert.equal(linkAddress("example.org/page"), "https://example.org/page");
  assert.equal(linkAddress("redaction@example.org"), "mailto:redaction@example.org");
  assert.equal(linkAddress("https://example.org/a?utm_source=x&b=1"), "https://example.org/a?b=1");
  for (const none of ["javascript:alert(1)", "pont", "", "article:x", "data:text/html,x"]) assert.equal(linkAddress(none), "", none);
});

test("a block that cannot be edited is moved over its neighbours", async () => {
  const { moveBlock } = await import("../src/toolbar.ts");
  const content = [paragraph(text("a")), { type: "raw", attrs: { html: "<b>x</b>" } }, paragraph(text("c"))];
  let state = EditorState.create({ doc: parse(JSON.stringify({ type: "doc", version: 1, content })) });
  const view = { get state() { return state; }, dispatch(tr: unknown) { state = state.apply(tr as never); } };
  const run = (command: Command) => command(state, view.dispatch as never, view as never);
  state = state.apply(state.tr.setSelection(NodeSelection.create(state.doc, 3)));
  assert.equal(run(moveBlock(-1)), true);
  assert.deepEqual(JSON.parse(serialise(state.doc)).content.map((one: { type: string }) => one.type), ["raw", "paragraph", "paragraph"]);
});
