// Undo that survives a reload: what was done since the text was opened, kept in the window's own storage while the page is away.
//
// Guarantees: what comes back is the history of exactly the text that is shown, or none at all; nothing is put into the text.
// It does not keep the text itself (see local.ts), and goes when the tab is closed. Knows nothing of the form or the network.

import { isHistoryTransaction, redo, redoDepth, undo } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { Selection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { Step } from "prosemirror-transform";
import { schema } from "./schema.ts";

/** The history that ProseMirror keeps has a hundred events; typing makes one of many changes. */
const LONGEST = 1_500;
/** Letters of the longest record that is stored: browsers give a site some five million. */
const LARGEST = 1_000_000;

type How = "done" | "quiet" | "undone" | "redone";

/** One change, as it is stored. */
interface Change {
  how: How;
  steps: unknown[];
  /** Where the cursor was before. */
  cursor: unknown;
  /** Milliseconds: changes that follow each other closely are undone together. */
  time: number;
  composition?: number;
}

interface Stored {
  from: unknown;
  changes: Change[];
  text: unknown;
}

/** How the editor's text came about. */
export class Remembered {
  private from: Node | null = null;
  private changes: Change[] = [];

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">, private readonly key: string) {}

  /** The text begins here. */
  begin(doc: Node): void {
    this.from = doc;
    this.changes = [];
  }

  /** Notes a change that was made to `before`, and made `after` of it. */
  note(transaction: Transaction, before: EditorState, after: EditorState): void {
    if (!transaction.docChanged && !(isHistoryTransaction(transaction) && !before.doc.eq(after.doc))) return;
    const quiet = transaction.getMeta("addToHistory") === false;
    const back = redoDepth(after) > redoDepth(before);
    const how: How = isHistoryTransaction(transaction) ? (back ? "undone" : "redone") : quiet ? "quiet" : "done";
    const composition = transaction.getMeta("composition") as number | undefined;
    this.changes.push({
      how, steps: transaction.steps.map((step) => step.toJSON() as unknown), cursor: before.selection.toJSON(), time: transaction.time,
      ...(composition === undefined ? {} : { composition }),
    });
    if (this.changes.length > LONGEST) this.shorten();
  }

  /** The oldest half becomes part of the text that the rest goes on from. */
  private shorten(): void {
    const old = this.changes.splice(0, LONGEST / 2);
    for (const change of old) {
      for (const json of change.steps) this.from = this.from && Step.fromJSON(schema, json).apply(this.from).doc;
    }
  }

  /** Stores it for the page that comes next. */
  keep(doc: Node): void {
    if (!this.from || !this.changes.length) return this.storage.removeItem(this.key);
    const text = JSON.stringify({ from: this.from.toJSON() as unknown, changes: this.changes, text: doc.toJSON() as unknown } satisfies Stored);
    try {
      if (text.length <= LARGEST) return this.storage.setItem(this.key, text);
    } catch {
      // A full storage: without it one only cannot undo.
    }
    this.storage.removeItem(this.key);
  }

  /** The state that `make` gives for `doc`, with the history that was stored of exactly this text; null where there is none. */
  bring(doc: Node, make: (doc: Node) => EditorState): EditorState | null {
    const text = this.storage.getItem(this.key);
    if (!text) return null;
    try {
      const stored = JSON.parse(text) as Stored;
      if (!schema.nodeFromJSON(stored.text).eq(doc)) return null;
      const from = schema.nodeFromJSON(stored.from);
      const state = stored.changes.reduce(again, make(from));
      if (!state.doc.eq(doc)) return null;
      this.from = from;
      this.changes = stored.changes;
      return state;
    } catch {
      // Of another version of the program.
      return null;
    }
  }
}

/** Makes a stored change once more. */
function again(state: EditorState, change: Change): EditorState {
  const ran = change.how === "undone" ? run(state, undo) : change.how === "redone" ? run(state, redo) : null;
  if (ran) return ran;
  const at = state.apply(state.tr.setSelection(Selection.fromJSON(state.doc, change.cursor as Parameters<typeof Selection.fromJSON>[1])));
  const { tr } = at;
  for (const json of change.steps) tr.step(Step.fromJSON(schema, json));
  tr.setTime(change.time);
  if (change.how !== "done") tr.setMeta("addToHistory", false);
  if (change.composition !== undefined) tr.setMeta("composition", change.composition);
  return at.apply(tr);
}

function run(state: EditorState, command: Command): EditorState | null {
  let after: EditorState | null = null;
  command(state, (transaction) => { after = state.apply(transaction); });
  return after;
}
