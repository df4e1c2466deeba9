// Footnotes: a sign in the text, a note at the end, numbered in the order of their signs.
//
// Guarantee: no note goes because its sign went; it stays last until it is deleted itself. Notes whose labels are no numbers
// (imported "a", "*") are left as they are.

import { Fragment, Slice, type Node } from "prosemirror-model";
import { EditorState, Plugin, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { schema } from "./schema.ts";

const sign = schema.nodes["footnote_reference"]!;
const list = schema.nodes["footnotes"]!;
const note = schema.nodes["footnote"]!;

interface Found { signs: { at: number; label: string }[]; lists: { at: number; node: Node }[] }

function find(doc: Node): Found {
  const found: Found = { signs: [], lists: [] };
  doc.descendants((node, at) => {
    if (node.type === sign) found.signs.push({ at, label: String(node.attrs["label"]) });
    if (node.type === list) found.lists.push({ at, node });
    return true;
  });
  return found;
}

function notesOf(found: Found): Node[] {
  const notes: Node[] = [];
  for (const { node } of found.lists) node.forEach((one) => { notes.push(one); });
  return notes;
}

/** Numbers signs and notes anew; null where all is in order, or the labels are no numbers. */
export function renumber(state: EditorState): Transaction | null {
  const found = find(state.doc);
  const place = found.lists[0];
  if (!place || found.lists.length > 1) return null;
  const notes = notesOf(found);
  const labels = [...found.signs.map((one) => one.label), ...notes.map((one) => String(one.attrs["label"]))];
  if (labels.some((label) => !/^\d+$/.test(label)) || new Set(notes.map((one) => one.attrs["label"])).size !== notes.length) return null;
  const order = [...new Set(found.signs.map((one) => one.label))];
  for (const one of notes) if (!order.includes(String(one.attrs["label"]))) order.push(String(one.attrs["label"]));
  const numbers = new Map(order.map((label, at) => [label, String(at + 1)]));
  const sorted = [...notes].sort((a, b) => order.indexOf(String(a.attrs["label"])) - order.indexOf(String(b.attrs["label"])));
  if (order.every((label) => numbers.get(label) === label) && sorted.every((one, at) => one === notes[at])) return null;
  const { tr } = state;
  for (const { at, label } of found.signs) if (numbers.get(label) !== label) tr.setNodeMarkup(at, null, { label: numbers.get(label)! });
  const inOrder = sorted.every((one, at) => one === notes[at]);
  if (inOrder) {
    // Only labels change: the cursor in a note stays where it is.
    let at = place.at + 1;
    for (const one of notes) {
      tr.setNodeMarkup(at, null, { ...one.attrs, label: numbers.get(String(one.attrs["label"]))! });
      at += one.nodeSize;
    }
  } else {
    const content = sorted.map((one) => note.create({ ...one.attrs, label: numbers.get(String(one.attrs["label"]))! }, one.content));
    tr.replaceWith(place.at + 1, place.at + place.node.nodeSize - 1, Fragment.from(content));
  }
  return tr;
}

/** A pasted text whose footnotes have labels that the document does not use yet. */
export function ownLabels(slice: Slice, doc: Node): Slice {
  const found = find(doc);
  const used = [...found.signs.map((one) => one.label), ...notesOf(found).map((one) => String(one.attrs["label"]))];
  const above = Math.max(0, ...used.map(Number).filter(Number.isInteger));
  if (above === 0) return slice;
  const again = (content: Fragment): Fragment => {
    const nodes: Node[] = [];
    content.forEach((one) => {
      const label = Number(one.attrs["label"]);
      const relabelled = (one.type === sign || one.type === note) && Number.isInteger(label);
      nodes.push(one.isText ? one : one.type.create(relabelled ? { ...one.attrs, label: String(label + above) } : one.attrs, again(one.content), one.marks));
    });
    return Fragment.from(nodes);
  };
  return new Slice(again(slice.content), slice.openStart, slice.openEnd);
}

/** Notes that came with a pasted text join the others at the end; null where there is nothing to join. */
function gather(state: EditorState): Transaction | null {
  const found = find(state.doc);
  const lists = found.lists.filter(({ at }) => state.doc.resolve(at).depth === 0);
  const end = lists.length === 1 && lists[0]!.at + lists[0]!.node.nodeSize === state.doc.content.size;
  if (lists.length === 0 || end) return null;
  const { tr } = state;
  for (const { at, node } of [...lists].reverse()) tr.delete(at, at + node.nodeSize);
  const notes = notesOf({ signs: [], lists });
  tr.insert(tr.doc.content.size, list.create(null, notes));
  const ordered = renumber(EditorState.create({ doc: tr.doc }));
  if (ordered) for (const step of ordered.steps) tr.step(step);
  return tr;
}

/** Keeps the numbers in order after every change of the text. */
export const footnoteNumbers: Plugin = new Plugin({
  appendTransaction: (transactions, before, state) =>
    transactions.some((one) => one.getMeta("paste")) ? gather(state) ?? renumber(state)
      : transactions.some((one) => one.docChanged) && !before.doc.eq(state.doc) ? renumber(state) : null,
});

/** Puts a sign at the cursor and goes to its empty note. */
export const insertFootnote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent || !$to.parent.canReplaceWith($to.index(), $to.index(), sign)) return false;
  for (let depth = $to.depth; depth > 0; depth -= 1) if ($to.node(depth).type === list) return false;
  if (!dispatch) return true;
  const found = find(state.doc);
  const numbers = [...found.signs.map((one) => Number(one.label)), ...notesOf(found).map((one) => Number(one.attrs["label"]))];
  const label = String(Math.max(0, ...numbers.filter((one) => Number.isInteger(one))) + 1);
  const { tr } = state;
  const made = note.create({ label }, schema.nodes["paragraph"]!.create());
  const last = found.lists[found.lists.length - 1];
  if (last) tr.insert(last.at + last.node.nodeSize - 1, made);
  else tr.insert(tr.doc.content.size, list.create(null, made));
  tr.insert($to.pos, sign.create({ label }));
  // The numbers are put in order here, so that the cursor can be set into the note that was made.
  const ordered = renumber(EditorState.create({ doc: tr.doc }));
  if (ordered) for (const step of ordered.steps) tr.step(step);
  const shown = String((tr.doc.nodeAt($to.pos)?.attrs["label"] as string | undefined) ?? label);
  tr.doc.descendants((node, at) => {
    if (node.type === note && node.attrs["label"] === shown) tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
    return true;
  });
  dispatch(tr.scrollIntoView());
  return true;
};
