// The toolbar: one tab stop, arrow keys between its buttons (WAI-ARIA toolbar pattern), pressed where the mark stands.

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { MarkType, Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, mergeCells, splitCell, toggleHeader, toggleHeaderCell,
} from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { h } from "./elements.ts";
import { insertFootnote } from "./footnotes.ts";
import { editLink } from "./links.ts";
import { move } from "./locked.ts";
import { schema } from "./schema.ts";
import { insertTable } from "./tables.ts";
import { editSource, sourced } from "./sources.ts";
import type { Speak } from "./words.ts";

interface Item {
  key: string;
  sign: string;
  run: Command;
  pressed?(state: EditorState): boolean;
  inTable?: boolean;
}

const mark = (name: string): MarkType => schema.marks[name]!;
const node = (name: string): NodeType => schema.nodes[name]!;

function hasMark(type: MarkType) {
  return (state: EditorState): boolean => {
    const { from, to, empty, $from } = state.selection;
    return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
  };
}

function inside(type: NodeType, attrs: Record<string, unknown> = {}) {
  return (state: EditorState): boolean => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const found = $from.node(depth);
      if (found.type === type) return Object.entries(attrs).every(([name, value]) => found.attrs[name] === value);
    }
    return false;
  };
}

/** Sets a block's kind, or makes it a paragraph again. */
function block(type: NodeType, attrs: Record<string, unknown> = {}): Command {
  return (state, dispatch) => (inside(type, attrs)(state) ? setBlockType(node("paragraph")) : setBlockType(type, attrs))(state, dispatch);
}

function wrapped(type: NodeType): Command {
  return (state, dispatch) => (inside(type)(state) ? lift : wrapIn(type))(state, dispatch);
}

/** Puts what is selected in a box, or takes the box around it away. A box keeps its edges, so that it is not simply lifted. */
const boxed: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const found = $from.node(depth);
    if (found.type !== node("box")) continue;
    const at = $from.before(depth);
    const { tr } = state;
    tr.replaceWith(at, at + found.nodeSize, found.content);
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve($from.pos - 1))).scrollIntoView());
    return true;
  }
  return wrapIn(node("box"))(state, dispatch);
};

function list(type: NodeType): Command {
  return (state, dispatch) => (inside(type)(state) ? liftListItem(node("list_item")) : wrapInList(type))(state, dispatch);
}

const insert = (make: () => Node): Command => (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(make()).scrollIntoView());
  return true;
};

/** Moves the block of the cursor over its neighbour: of a list or table the whole, within a box the paragraph. */
export function moveBlock(by: -1 | 1): Command {
  return (state, dispatch, view) => {
    const place = movable(state);
    if (place === null) return false;
    const at = state.doc.resolve(place);
    const index = at.index() + by;
    if (index < 0 || index >= at.parent.childCount) return false;
    if (dispatch && view) move(view, place, by);
    return true;
  };
}

function movable(state: EditorState): number | null {
  if (state.selection instanceof NodeSelection) return state.selection.from;
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const within = $from.node(depth - 1).type;
    if (within === schema.topNodeType || within.name === "box" || within.name === "footnote") return $from.before(depth);
  }
  return null;
}

const ITEMS: Item[] = [
  { key: "bold", sign: "B", run: toggleMark(mark("strong")), pressed: hasMark(mark("strong")) },
  { key: "italic", sign: "I", run: toggleMark(mark("emphasis")), pressed: hasMark(mark("emphasis")) },
  { key: "heading-2", sign: "H2", run: block(node("heading"), { level: 2 }), pressed: inside(node("heading"), { level: 2 }) },
  { key: "heading-3", sign: "H3", run: block(node("heading"), { level: 3 }), pressed: inside(node("heading"), { level: 3 }) },
  { key: "heading-4", sign: "H4", run: block(node("heading"), { level: 4 }), pressed: inside(node("heading"), { level: 4 }) },
  { key: "quote", sign: "« »", run: wrapped(node("quote")), pressed: inside(node("quote")) },
  { key: "pull-quote", sign: "❝", run: block(node("pull_quote")), pressed: inside(node("pull_quote")) },
  { key: "block-box", sign: "▢", run: boxed, pressed: inside(node("box")) },
  { key: "bullets", sign: "•", run: list(node("bullet_list")), pressed: inside(node("bullet_list")) },
  { key: "numbers", sign: "1.", run: list(node("ordered_list")), pressed: inside(node("ordered_list")) },
  { key: "indent", sign: "→", run: sinkListItem(node("list_item")) },
  { key: "outdent", sign: "←", run: liftListItem(node("list_item")) },
  { key: "table", sign: "▦", run: insertTable },
  { key: "row-add", sign: "+▬", run: addRowAfter, inTable: true },
  { key: "row-delete", sign: "−▬", run: deleteRow, inTable: true },
  { key: "column-add", sign: "+▮", run: addColumnAfter, inTable: true },
  { key: "column-delete", sign: "−▮", run: deleteColumn, inTable: true },
  { key: "header-row", sign: "▀", run: toggleHeader("row"), inTable: true },
  { key: "header-column", sign: "▌", run: toggleHeader("column"), inTable: true },
  { key: "header-cell", sign: "■", run: toggleHeaderCell, inTable: true },
  { key: "merge", sign: "⊞", run: mergeCells, inTable: true },
  { key: "split", sign: "⊟", run: splitCell, inTable: true },
  { key: "table-delete", sign: "×▦", run: deleteTable, inTable: true },
  { key: "strike", sign: "S̶", run: toggleMark(mark("strike")), pressed: hasMark(mark("strike")) },
  { key: "sub", sign: "x₂", run: toggleMark(mark("sub")), pressed: hasMark(mark("sub")) },
  { key: "sup", sign: "x²", run: toggleMark(mark("sup")), pressed: hasMark(mark("sup")) },
  { key: "code", sign: "‹›", run: toggleMark(mark("code")), pressed: hasMark(mark("code")) },
  { key: "footnote", sign: "¹⁾", run: insertFootnote },
  { key: "up", sign: "⇧", run: moveBlock(-1) },
  { key: "down", sign: "⇩", run: moveBlock(1) },
  { key: "rule", sign: "—", run: insert(() => node("rule").create()) },
  { key: "undo", sign: "↶", run: undo },
  { key: "redo", sign: "↷", run: redo },
];

const IN_SLASH_MENU = ["heading-2", "heading-3", "heading-4", "bullets", "numbers", "quote", "pull-quote", "block-box", "table", "rule", "footnote"];

/** What the slash menu offers: what makes or becomes a block. */
export const BLOCK_ITEMS = IN_SLASH_MENU.flatMap((key) => ITEMS.filter((item) => item.key === key));

export interface Toolbar {
  element: HTMLElement;
  refresh(view: EditorView): void;
}

export function toolbar(speak: Speak, view: () => EditorView, picture: () => void, file: () => void, embed: () => void, find: () => void): Toolbar {
  const act = (run: Command) => () => {
    run(view().state, view().dispatch, view());
    view().focus();
  };
  const make = (key: string, sign: string, run: () => void) =>
    h("button", { type: "button", class: "tool", title: speak(key), "aria-label": speak(key), tabindex: "-1", onclick: run }, sign);
  const buttons = ITEMS.map((item) => ({ item, button: make(item.key, item.sign, act(item.run)) }));
  const link = make("link", "↗", () => editLink(view(), speak));
  const source = make("particulars", "✎", () => editSource(view(), speak));
  const element = h("div", { class: "toolbar", role: "toolbar", "aria-label": speak("toolbar") });
  const pictures = make("picture", "▣", picture);
  const files = make("file-title", "≡", file);
  const embeds = make("block-embed", "⊡", embed);
  const finder = make("find", "⌕", find);
  buttons.forEach(({ button, item }) => {
    if (item.key === "heading-2") element.append(link);
    if (item.key === "bullets") element.append(source);
    if (item.key === "table") element.append(pictures, files, embeds);
    if (item.key === "undo") element.append(finder);
    element.append(button);
  });
  const all = () => Array.from(element.querySelectorAll<HTMLButtonElement>("button:not([hidden], [disabled])"));
  all()[0]?.setAttribute("tabindex", "0");
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return view().focus();
    const list = all();
    const at = list.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (to === undefined) return;
    const next = list[(to + list.length) % list.length];
    list.forEach((one) => one.setAttribute("tabindex", one === next ? "0" : "-1"));
    next?.focus();
    event.preventDefault();
  });
  return {
    element,
    refresh(current) {
      const state = current.state;
      const within = isInTable(state);
      for (const { item, button } of buttons) {
        button.hidden = !!item.inTable && !within;
        button.disabled = !item.run(state, undefined, current);
        if (item.pressed) button.setAttribute("aria-pressed", String(item.pressed(state)));
      }
      link.setAttribute("aria-pressed", String(hasMark(mark("link"))(state)));
      source.disabled = !sourced(state);
      // The toolbar keeps one tab stop that can be reached, whatever the cursor's place has hidden.
      const list = all();
      if (!list.some((one) => one.tabIndex === 0)) list[0]?.setAttribute("tabindex", "0");
      for (const { button } of buttons) if ((button.hidden || button.disabled) && button.tabIndex === 0) button.setAttribute("tabindex", "-1");
    },
  };
}
