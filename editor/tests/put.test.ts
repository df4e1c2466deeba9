import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { putBlock } from "../src/locked.ts";
import { schema } from "../src/schema.ts";

test("a block put in after another stands below it, and neither is lost", () => {
  const doc = schema.node("doc", null, [schema.node("paragraph")]);
  const view = new EditorView(document.createElement("div"), { state: EditorState.create({ doc }) });
  for (const src of ["media:1", "media:2", "media:3"]) putBlock(view, schema.nodes["file"]!.create({ src }));
  const found: unknown[] = [];
  view.state.doc.descendants((node) => { if (node.type.name === "file") found.push(node.attrs["src"]); });
  assert.deepEqual(found, ["media:1", "media:2", "media:3"]);
});
