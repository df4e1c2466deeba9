// The toolbar: one tab stop, arrow keys between its buttons (WAI-ARIA toolbar pattern), pressed where the mark stands.

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { MarkType, Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable, toggleHeaderRow } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { realAddress } from "./paste.ts";
import { schema } from "./schema.ts";
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

function list(type: NodeType): Command {
  return (state, dispatch) => (inside(type)(state) ? liftListItem(node("list_item")) : wrapInList(type))(state, dispatch);
}

const insert = (make: () => Node): Command => (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(make()).scrollIntoView());
  return true;
};

function table(): Node {
  const cell = (name: string) => node(name).createAndFill()!;
  const row = (name: string) => node("table_row").create(null, [cell(name), cell(name), cell(name)]);
  return node("table").create(null, [row("table_header"), row("table_cell"), row("table_cell")]);
}

const ITEMS: Item[] = [
  { key: "bold", sign: "B", run: toggleMark(mark("strong")), pressed: hasMark(mark("strong")) },
  { key: "italic", sign: "I", run: toggleMark(mark("emphasis")), pressed: hasMark(mark("emphasis")) },
  { key: "heading-2", sign: "H2", run: block(node("heading"), { level: 2 }), pressed: inside(node("heading"), { level: 2 }) },
  { key: "heading-3", sign: "H3", run: block(node("heading"), { level: 3 }), pressed: inside(node("heading"), { level: 3 }) },
  { key: "quote", sign: "« »", run: wrapped(node("quote")), pressed: inside(node("quote")) },
  { key: "pull-quote", sign: "❝", run: block(node("pull_quote")), pressed: inside(node("pull_quote")) },
  { key: "bullets", sign: "•", run: list(node("bullet_list")), pressed: inside(node("bullet_list")) },
  { key: "numbers", sign: "1.", run: list(node("ordered_list")), pressed: inside(node("ordered_list")) },
  { key: "indent", sign: "→", run: sinkListItem(node("list_item")) },
  { key: "table", sign: "▦", run: insert(table) },
  { key: "row-add", sign: "+▬", run: addRowAfter, inTable: true },
  { key: "row-delete", sign: "−▬", run: deleteRow, inTable: true },
  { key: "column-add", sign: "+▮", run: addColumnAfter, inTable: true },
  { key: "column-delete", sign: "−▮", run: deleteColumn, inTable: true },
  { key: "header-row", sign: "▀", run: toggleHeaderRow, inTable: true },
  { key: "table-delete", sign: "×▦", run: deleteTable, inTable: true },
  { key: "rule", sign: "—", run: insert(() => node("rule").create()) },
  { key: "undo", sign: "↶", run: undo },
  { key: "redo", sign: "↷", run: redo },
];

/** Asks for an address and puts a link on the selection; on a link, offers to take it off. */
export function editLink(view: EditorView, speak: Speak): void {
  const type = mark("link");
  const { from, to, empty, $from } = view.state.selection;
  const standing = type.isInSet($from.marks()) ?? type.isInSet(view.state.doc.nodeAt(from)?.marks ?? []);
  const address = h("input", { type: "url", inputmode: "url" });
  address.value = String(standing?.attrs["href"] ?? "");
  const words = h("input", { type: "text" });
  const fields = [labelled(address, speak("link-address"), speak("link-hint"))];
  if (empty && !standing) fields.unshift(labelled(words, speak("link-text")));
  openForm(speak, speak("link-title"), fields, {
    apply: () => {
      const href = realAddress(address.value.trim());
      if (!href) return speak("link-bad");
      const made = type.create({ href });
      const { tr } = view.state;
      if (empty && !standing) view.dispatch(tr.replaceSelectionWith(schema.text(words.value.trim() || href, [made]), false));
      else view.dispatch(tr.addMark(...range(view, from, to), made));
      view.focus();
      return null;
    },
    ...(standing ? { extra: { label: speak("link-remove"), run: () => view.dispatch(view.state.tr.removeMark(...range(view, from, to), type)) } } : {}),
  });
}

/** The selection; without one, the words of the link the cursor is in. */
function range(view: EditorView, from: number, to: number): [number, number] {
  if (from !== to) return [from, to];
  const { $from } = view.state.selection;
  const start = $from.pos - $from.textOffset;
  return [start, start + ($from.parent.maybeChild($from.index())?.nodeSize ?? 0)];
}

export interface Toolbar {
  element: HTMLElement;
  refresh(view: EditorView): void;
}

export function toolbar(speak: Speak, view: () => EditorView, picture: () => void): Toolbar {
  const act = (run: Command) => () => {
    run(view().state, view().dispatch, view());
    view().focus();
  };
  const make = (key: string, sign: string, run: () => void) =>
    h("button", { type: "button", class: "tool", title: speak(key), "aria-label": speak(key), tabindex: "-1", onclick: run }, sign);
  const buttons = ITEMS.map((item) => ({ item, button: make(item.key, item.sign, act(item.run)) }));
  const link = make("link", "↗", () => editLink(view(), speak));
  const element = h("div", { class: "toolbar", role: "toolbar", "aria-label": speak("toolbar") });
  const pictures = make("picture", "▣", picture);
  buttons.forEach(({ item, button }, index) => element.append(...(index === 2 ? [link, button] : item.key === "table" ? [pictures, button] : [button])));
  const all = () => Array.from(element.querySelectorAll<HTMLButtonElement>("button:not([hidden])"));
  all()[0]?.setAttribute("tabindex", "0");
  element.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const list = all();
    const next = list[(list.indexOf(document.activeElement as HTMLButtonElement) + step + list.length) % list.length];
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
    },
  };
}
