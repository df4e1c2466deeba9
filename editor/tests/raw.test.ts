import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Fragment, Slice } from "prosemirror-model";
import { withoutRaw } from "../src/raw.ts";
import { schema } from "../src/schema.ts";

const node = (json: object) => schema.nodeFromJSON(json);
const text = (words: string) => ({ type: "paragraph", content: [{ type: "text", text: words }] });

test("who may not write raw HTML pastes its words", () => {
  const pasted = Fragment.fromArray([node(text("Avant")), node({ type: "box", attrs: { title: "" }, content: [{ type: "raw", attrs: { html: "<form><b>Votez</b></form>" } }] })]);
  const found = withoutRaw(new Slice(pasted, 0, 0)).content.toJSON() as { content?: { type: string; content: { text: string }[] }[] }[];
  assert.equal(found[1]!.content![0]!.type, "paragraph");
  assert.equal(found[1]!.content![0]!.content[0]!.text, "Votez");
});

test("what has none stays as it is", () => {
  const slice = new Slice(Fragment.from(node(text("Avant"))), 0, 0);
  assert.equal(withoutRaw(slice), slice);
});
