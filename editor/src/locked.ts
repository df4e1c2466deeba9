// Blocks that cannot be edited yet: their name, what they hold in a few words, and buttons to move or delete them.

import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { h } from "./elements.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

const NAMES: Record<string, string> = {
  gallery: "block-gallery", box: "block-box", embed: "block-embed", video: "block-video", audio: "block-audio", file: "block-file",
  footnotes: "block-footnotes", raw: "block-raw", timeline_entry: "block-timeline", unknown: "block-unknown",
};

/** Every block type that is shown this way. */
export const LOCKED = Object.keys(NAMES).filter((name) => schema.nodes[name]);

function gist(node: Node): string {
  const { title, caption, label, address, src, html, date } = node.attrs as Record<string, string | undefined>;
  const words = title || caption || label || address || src || date || html || "";
  return words.replace(/<[^>]*>/g, " ").trim().slice(0, 160);
}

/** Puts a block where the cursor is; where a block is selected (the one put in before), below it, so that it stays. */
export function putBlock(view: EditorView, node: Node): void {
  const { selection, tr } = view.state;
  if (selection instanceof NodeSelection && selection.node.isBlock) {
    tr.insert(selection.to, node).setSelection(NodeSelection.create(tr.doc, selection.to));
  } else {
    tr.replaceSelectionWith(node);
  }
  view.dispatch(tr.scrollIntoView());
}

/** Moves the block at `place` over its neighbour before or after it. */
export function move(view: EditorView, place: number, by: -1 | 1): boolean {
  const { doc, tr } = view.state;
  const at = doc.resolve(place);
  const index = at.index() + by;
  const node = doc.nodeAt(place);
  if (!node || index < 0 || index >= at.parent.childCount) return false;
  const other = at.parent.child(index);
  const to = by < 0 ? place - other.nodeSize : place + other.nodeSize;
  view.dispatch(tr.delete(place, place + node.nodeSize).insert(to, node).scrollIntoView());
  return true;
}

type Place = () => number | undefined;

/** A small button of a block; `run` is told where the block stands now. */
export function blockButton(speak: Speak, place: Place, key: string, run: (at: number) => void): HTMLButtonElement {
  return h("button", { type: "button", class: "button small quiet", onclick: () => { const at = place(); if (at !== undefined) run(at); } }, speak(key));
}

/** The buttons that every block of this kind has: up, down, away. */
export function moveButtons(speak: Speak, view: EditorView, place: Place): HTMLElement[] {
  return [
    blockButton(speak, place, "up", (at) => move(view, at, -1)),
    blockButton(speak, place, "down", (at) => move(view, at, 1)),
    blockButton(speak, place, "delete", (at) => {
      const node = view.state.doc.nodeAt(at);
      if (!node) return;
      const tr = view.state.tr.delete(at, at + node.nodeSize);
      view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size)))));
      view.focus();
    }),
  ];
}

/** The view of a block that is written in dialogs: its head with the buttons, and what stands under it. `show` is told of each change. */
export function headView(first: Node, head: HTMLElement, show: (node: Node) => void, under: HTMLElement | null = null): NodeView {
  show(first);
  return {
    dom: h("div", { class: "locked", contenteditable: "false" }, head, under),
    update(node) {
      if (node.type !== first.type) return false;
      show(node);
      return true;
    },
    stopEvent: (event) => head.contains(event.target as globalThis.Node),
    ignoreMutation: () => true,
  };
}

export function lockedView(speak: Speak) {
  return (first: Node, view: EditorView, place: Place): NodeView => {
    const words = h("span", { class: "small muted" }, gist(first));
    const content = first.type.spec.content ? h("div", { class: "locked-content" }) : null;
    const head = h("div", { class: "locked-head", contenteditable: "false" },
      h("strong", {}, speak(NAMES[first.type.name] ?? "block-unknown")), words,
      h("span", { class: "actions" }, ...moveButtons(speak, view, place)));
    const dom = h("div", { class: "locked" }, head, content);
    return {
      dom,
      ...(content ? { contentDOM: content } : {}),
      update(node) {
        if (node.type !== first.type) return false;
        words.textContent = gist(node);
        return true;
      },
      stopEvent: (event) => head.contains(event.target as globalThis.Node),
      ignoreMutation: (change) => !content || !content.contains(change.target as globalThis.Node),
    };
  };
}
