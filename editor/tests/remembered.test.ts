import "./dom.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { history, redo, undo } from "prosemirror-history";
import { EditorState, type Command, type Transaction } from "prosemirror-state";
import { Remembered } from "../src/remembered.ts";
import { parse, schema } from "../src/schema.ts";

const document_ = (words: string) => parse(JSON.stringify({ type: "doc", version: 1, content: [{ type: "paragraph", content: [{ type: "text", text: words }] }] }));
const make = (doc: EditorState["doc"]) => EditorState.create({ doc, plugins: [history({ newGroupDelay: 500 })] });

function storage() {
  const all = new Map<string, string>();
  return {
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
    removeItem: (key: string) => void all.delete(key),
  };
}

/** An editor without a page: what is done to it is noted. */
class Desk {
  state: EditorState;
  constructor(readonly remembered: Remembered, state: EditorState) {
    this.state = state;
  }
  dispatch = (transaction: Transaction): void => {
    const before = this.state;
    this.state = before.apply(transaction);
    this.remembered.note(transaction, before, this.state);
  };
  type(words: string, time: number, at = this.state.doc.content.size - 1): this {
    this.dispatch(this.state.tr.insertText(words, at).setTime(time));
    return this;
  }
  run(command: Command): this {
    command(this.state, this.dispatch);
    return this;
  }
  get text(): string {
    return this.state.doc.textContent;
  }
}

function opened(words: string, where = storage()) {
  const remembered = new Remembered(where, "k");
  const doc = document_(words);
  remembered.begin(doc);
  return { where, desk: new Desk(remembered, make(doc)) };
}

function reloaded(where: ReturnType<typeof storage>, doc: EditorState["doc"]) {
  const remembered = new Remembered(where, "k");
  const state = remembered.bring(schema.nodeFromJSON(doc.toJSON()), make);
  return state && new Desk(remembered, state);
}

test("what was typed before a reload is undone in the same steps after it, and done again", () => {
  const { where, desk } = opened("Un");
  desk.type(" pont", 1_000).type("s", 1_100, 8).type(" rouge", 5_000);
  desk.remembered.keep(desk.state.doc);
  const again = reloaded(where, desk.state.doc)!;
  assert.equal(again.text, desk.text);
  assert.equal(again.run(undo).text, "Un ponts");
  assert.equal(again.run(undo).text, "Un");
  assert.equal(again.run(redo).text, "Un ponts");
});

test("what was undone before a reload can be done again after it, and after a second one", () => {
  const { where, desk } = opened("Un");
  desk.type(" pont", 1_000).type(" rouge", 5_000).run(undo);
  desk.remembered.keep(desk.state.doc);
  const again = reloaded(where, desk.state.doc)!;
  again.remembered.keep(again.state.doc);
  const third = reloaded(where, again.state.doc)!;
  assert.equal(third.run(redo).text, "Un pont rouge");
  assert.equal(third.run(undo).run(undo).text, "Un");
});

test("what others wrote meanwhile is not undone", () => {
  const { where, desk } = opened("Un");
  desk.type(" pont", 1_000);
  desk.dispatch(desk.state.tr.insertText("Hier. ", 1).setMeta("addToHistory", false));
  desk.remembered.keep(desk.state.doc);
  assert.equal(reloaded(where, desk.state.doc)!.run(undo).text, "Hier. Un");
});

test("another text has no history, and a broken record none", () => {
  const { where, desk } = opened("Un");
  desk.type(" pont", 1_000);
  desk.remembered.keep(desk.state.doc);
  assert.equal(reloaded(where, document_("Deux")), null);
  where.setItem("k", "{");
  assert.equal(reloaded(where, desk.state.doc), null);
});

test("a very long session keeps the newest of it", () => {
  const { where, desk } = opened("a");
  for (let at = 0; at < 4_000; at += 1) desk.type("b", at * 1_000);
  desk.remembered.keep(desk.state.doc);
  const again = reloaded(where, desk.state.doc)!;
  assert.equal(again.text, desk.text);
  assert.equal(again.run(undo).run(undo).text, desk.text.slice(0, -2));
});
