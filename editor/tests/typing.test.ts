import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { insertFootnote, renumber, footnoteNumbers } from "../src/footnotes.ts";
import { schema } from "../src/schema.ts";
import { narrowed, slashQuery } from "../src/slash.ts";
import { quotation } from "../src/typing.ts";

/** A text as if typed, every `"` in its turn. _ is U+00A0. */
function typed(text: string, language: string): string {
  let out = "";
  for (const letter of text) {
    if (letter !== '"') { out += letter; continue; }
    const { text: mark, drop } = quotation(out, language);
    out = out.slice(0, out.length - drop) + mark;
  }
  return out.replaceAll("\u00a0", "_");
}

test("quotation marks are those of the language, within one another too", () => {
  const cases = [
    ["fr", 'Il dit "oui", puis "non".', "Il dit «_oui_», puis «_non_»."],
    ["fr", 'l’"accord"', "l’«_accord_»"],
    ["sr", '"Kosovo", rekao je', "„Kosovo“, rekao je"],
    ["en", '"Yes", she said', "“Yes”, she said"],
    ["hr", '"Da"', "„Da”"],
    ["fr", '"a (b "c" d) e"', "«_a (b “c” d) e_»"],
  ];
  for (const [language, text, wanted] of cases) assert.equal(typed(text!, language!), wanted);
});

const paragraph = (words: string) => schema.node("paragraph", null, words ? [schema.text(words)] : []);

function labels(state: EditorState): string[] {
  const found: string[] = [];
  state.doc.descendants((node) => {
    if (node.type.name === "footnote_reference" || node.type.name === "footnote") found.push(`${node.type.name === "footnote" ? "note " : ""}${node.attrs["label"]}${node.isBlock ? ` ${node.textContent}` : ""}`.trim());
    return true;
  });
  return found;
}

test("a footnote put before another takes its number, and the notes follow", () => {
  let state = EditorState.create({ doc: schema.node("doc", null, [paragraph("Le pont monte.")]), plugins: [footnoteNumbers] });
  const at = (place: number, words: string) => {
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, place)));
    assert.ok(insertFootnote(state, (transaction) => { state = state.apply(transaction); }));
    state = state.apply(state.tr.insertText(words));
  };
  at(15, "fin");
  at(4, "début");
  assert.deepEqual(labels(state), ["1", "2", "note 1 début", "note 2 fin"]);
  // The first sign is deleted: its note stays, last.
  let first = -1;
  state.doc.descendants((node, place) => { if (first < 0 && node.type.name === "footnote_reference") first = place; return true; });
  state = state.apply(state.tr.delete(first, first + 1));
  assert.deepEqual(labels(state), ["1", "note 1 fin", "note 2 début"]);
  assert.equal(renumber(state), null);
});

test("a slash opens the menu at the beginning of a paragraph only, and letters narrow it down", () => {
  const query = (words: string) => {
    const doc = schema.node("doc", null, [paragraph(words)]);
    return slashQuery(EditorState.create({ doc, selection: TextSelection.atEnd(doc) }));
  };
  assert.deepEqual([query("/"), query("/cita"), query("km/h"), query("/a, b"), query("")], ["", "cita", null, null, null]);
  const choices = ["Citation", "Légende", "Liste à puces"].map((key) => ({ key, sign: "", run: () => true }));
  assert.deepEqual(narrowed(choices, "lege", (word) => word).map((one) => one.key), ["Légende"]);
});
