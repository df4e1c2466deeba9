import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";
import { history, undo } from "prosemirror-history";
import { matches, replaceAll } from "../src/find.ts";
import { countWords } from "../src/length.ts";
import { schema } from "../src/schema.ts";

const bold = schema.marks["strong"]!.create();
const doc = schema.node("doc", null, [
  schema.node("paragraph", null, [schema.text("L’eau du "), schema.text("Pont", [bold]), schema.text(" monte.")]),
  schema.node("bullet_list", null, [schema.node("list_item", null, [schema.node("paragraph", null, [schema.text("un pont,\u202fdes ponts")])])]),
]);

test("words are found across marks and in lists, whatever the capitals, apostrophes and spaces", () => {
  const texts = (words: string, exact = false) => matches(doc, words, exact).map(({ from, to }) => doc.textBetween(from, to));
  assert.deepEqual(texts("pont"), ["Pont", "pont", "pont"]);
  assert.deepEqual(texts("pont", true), ["pont", "pont"]);
  assert.deepEqual(texts("l'eau du pont monte"), ["L’eau du Pont monte"]);
  assert.deepEqual(texts("pont, des"), ["pont,\u202fdes"]);
  assert.deepEqual(texts(""), []);
});

test("all are replaced at once, with their marks, and one undo takes all back", () => {
  let state = EditorState.create({ doc, plugins: [history()] });
  state = state.apply(replaceAll(state, matches(doc, "pont", false), "bac"));
  assert.equal(state.doc.textContent, "L’eau du bac monte.un bac,\u202fdes bacs");
  assert.ok(bold.isInSet(state.doc.firstChild!.child(1).marks));
  undo(state, (transaction) => { state = state.apply(transaction); });
  assert.ok(state.doc.eq(doc));
  assert.equal(state.apply(replaceAll(state, matches(doc, "pont", false), "")).doc.textContent, "L’eau du  monte.un ,\u202fdes s");
});

test("words are counted as people count them", () => {
  const count = (text: string) => countWords(schema.node("doc", null, [schema.node("paragraph", null, [schema.text(text)])]));
  assert.deepEqual([count("L’eau monte aujourd’hui, dit-il en 2026."), count("« Вучић » ?"), countWords(doc)], [6, 1, 8]);
});
