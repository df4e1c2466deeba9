// Raw HTML: what no other block stands for. Editors write it; everyone sees that it is there, moves it, and takes it away.
// What readers get of it is the server's affair: it takes out whatever runs or loads from elsewhere.

import { Fragment, Slice, type Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { blockButton, headView, moveButtons, putBlock } from "./locked.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

const raw = schema.nodes["raw"]!;

function ask(speak: Speak, before: string, apply: (html: string) => void, onClose: () => void): void {
  const field = h("textarea", { rows: "10", spellcheck: "false", class: "code" });
  field.value = before;
  openForm(speak, speak("block-raw"), [labelled(field, speak("raw-html"), speak("raw-hint"))], {
    apply: () => {
      if (!field.value.trim()) return speak("raw-empty");
      apply(field.value.trim());
      return null;
    },
    onClose,
    wide: true,
  });
}

/** Puts a block of raw HTML where the cursor is. */
export function insertRaw(view: EditorView, speak: Speak): void {
  ask(speak, "", (html) => putBlock(view, raw.create({ html })), () => view.focus());
}

/** The block in the text: its source, and buttons. */
export function rawView(speak: Speak, mayWrite: boolean) {
  return (first: Node, view: EditorView, place: () => number | undefined): NodeView => {
    let current = first;
    const source = h("code", { class: "raw-source" });
    const edit = () => ask(speak, String(current.attrs["html"]), (html) => {
      const at = place();
      if (at !== undefined) view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...current.attrs, html }));
    }, () => view.focus());
    const head = h("div", { class: "locked-head" }, h("strong", {}, speak("block-raw")),
      h("span", { class: "actions" }, ...(mayWrite ? [blockButton(speak, place, "edit", edit)] : []), ...moveButtons(speak, view, place)));
    const show = (node: Node) => {
      current = node;
      source.textContent = String(current.attrs["html"]);
    };
    return headView(first, head, show, h("pre", { class: "raw-block", tabindex: "0" }, source));
  };
}

/** What is pasted, with the words of raw HTML in its place: for who may not write it. */
export function withoutRaw(slice: Slice): Slice {
  const paragraph = schema.nodes["paragraph"]!;
  const words = (node: Node): Node => {
    const text = new DOMParser().parseFromString(String(node.attrs["html"]), "text/html").body.textContent?.trim() ?? "";
    return paragraph.create(null, text ? schema.text(text) : null);
  };
  const clean = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => nodes.push(node.type === raw ? words(node) : node.isLeaf ? node : node.copy(clean(node.content))));
    return Fragment.fromArray(nodes);
  };
  let found = false;
  slice.content.descendants((node) => { found ||= node.type === raw; });
  return found ? new Slice(clean(slice.content), slice.openStart, slice.openEnd) : slice;
}
