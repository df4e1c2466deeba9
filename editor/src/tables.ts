// Tables as one expects them at the keyboard: the cursor begins in the first cell, Tab in the last one makes a row.

import type { Node } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";
import { schema } from "./schema.ts";

function fresh(): Node {
  const cell = (name: string) => schema.nodes[name]!.createAndFill()!;
  const row = (name: string) => schema.nodes["table_row"]!.create(null, [cell(name), cell(name), cell(name)]);
  return schema.nodes["table"]!.create(null, [row("table_header"), row("table_cell"), row("table_cell")]);
}

/** Puts an empty table of three rows at the selection, its first row of headings. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const tr = state.tr.replaceSelectionWith(fresh());
  let first: number | null = null;
  tr.doc.nodesBetween(tr.mapping.map(state.selection.from, -1), tr.doc.content.size, (node, place) => {
    if (first === null && node.type.name === "table_header") first = place + 1;
    return first === null;
  });
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(first ?? 0))).scrollIntoView());
  return true;
};

const next = goToNextCell(1);

/** Goes to the next cell; from the last one, to the first of a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (next(state, dispatch)) return true;
  if (!isInTable(state)) return false;
  if (!dispatch || !view) return true;
  addRowAfter(state, dispatch);
  return next(view.state, view.dispatch);
};
