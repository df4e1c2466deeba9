// Find and replace in the text: a bar over it, matches marked, "replace all" undone with one key.
//
// A match lies within one paragraph and keeps the marks of its first letter when it is replaced.

import type { Node } from "prosemirror-model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { freshId, h } from "./elements.ts";
import type { Speak } from "./words.ts";

export interface Match { from: number; to: number }

/** Every place where `words` stand, in order. Without `exact`, capitals make no difference, nor do the two apostrophes and the kinds of spaces. */
export function matches(doc: Node, words: string, exact: boolean): Match[] {
  const found: Match[] = [];
  const wanted = level(words, exact);
  if (!wanted) return found;
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    // What is no text counts as one character, as it does for positions.
    const text = level(node.textBetween(0, node.content.size, undefined, "\ufffc"), exact);
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ from: position + 1 + at, to: position + 1 + at + wanted.length });
    }
    return false;
  });
  return found;
}

/** Characters are levelled one by one, so that places stay what they were. */
function level(text: string, exact: boolean): string {
  if (exact) return text;
  return Array.from(text, (one) => {
    const plain = /\s/.test(one) ? " " : one === "’" ? "'" : one;
    const small = plain.toLowerCase();
    return small.length === plain.length ? small : plain;
  }).join("");
}

/** Replaces matches, last first, in one step of the history. */
export function replaceAll(state: EditorState, all: Match[], by: string): Transaction {
  const { tr } = state;
  for (const match of [...all].reverse()) {
    const marks = state.doc.resolve(match.from).marksAcross(state.doc.resolve(match.to)) ?? [];
    if (by) tr.replaceWith(match.from, match.to, state.schema.text(by, marks));
    else tr.delete(match.from, match.to);
  }
  return tr;
}

interface Found { words: string; exact: boolean; at: number; all: Match[] }

const NOTHING: Found = { words: "", exact: false, at: -1, all: [] };

export const finding: Plugin<Found> = new Plugin<Found>({
  state: {
    init: () => NOTHING,
    apply(transaction, found) {
      const asked = transaction.getMeta(finding) as Partial<Found> | undefined;
      const next = { ...found, ...asked };
      if (!next.words) return NOTHING;
      if (!asked && !transaction.docChanged) return found;
      const all = matches(transaction.doc, next.words, next.exact);
      return { ...next, all, at: Math.min(next.at, all.length - 1) };
    },
  },
  props: {
    decorations(state) {
      const found = finding.getState(state);
      if (!found?.all.length) return null;
      const mark = (match: Match, at: number) => Decoration.inline(match.from, match.to, { class: at === found.at ? "found found-here" : "found" });
      return DecorationSet.create(state.doc, found.all.map(mark));
    },
  },
});

export interface FindBar {
  element: HTMLElement;
  open(): void;
}

export function findBar(speak: Speak, view: () => EditorView): FindBar {
  const words = h("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  const by = h("input", { type: "text", autocomplete: "off" });
  const exact = h("input", { type: "checkbox" });
  const count = h("span", { class: "small muted", role: "status" });
  const found = () => finding.getState(view().state) ?? NOTHING;
  const told = () => {
    const { all, at } = found();
    count.textContent = !words.value ? "" : all.length ? speak("find-count", { at: String(at + 1), count: String(all.length) }) : speak("find-none");
  };
  const look = () => {
    const { from } = view().state.selection;
    const all = matches(view().state.doc, words.value, exact.checked);
    const next = all.findIndex((match) => match.from >= from);
    show({ words: words.value, exact: exact.checked, at: all.length ? Math.max(next, 0) : -1 });
  };
  const show = (asked: Partial<Found>) => {
    view().dispatch(view().state.tr.setMeta(finding, asked));
    const { all, at } = found();
    const match = all[at];
    if (match) {
      const selection = TextSelection.create(view().state.doc, match.from, match.to);
      view().dispatch(view().state.tr.setSelection(selection).scrollIntoView());
    }
    told();
  };
  const step = (by: 1 | -1) => {
    const { all, at } = found();
    if (all.length) show({ at: (at + by + all.length) % all.length });
  };
  const replace = (which: "this" | "all") => {
    const { all, at } = found();
    const chosen = which === "all" ? all : all.slice(at, at + 1);
    if (at < 0 || !chosen.length) return;
    view().dispatch(replaceAll(view().state, chosen, by.value));
    if (which === "all") count.textContent = speak("find-replaced", { count: String(chosen.length) });
    else look();
  };
  const close = () => {
    element.hidden = true;
    view().dispatch(view().state.tr.setMeta(finding, { words: "" }));
    view().focus();
  };
  const button = (key: string, run: () => void) => h("button", { type: "button", class: "button small", onclick: run }, speak(key));
  const field = (input: HTMLElement, key: string) => {
    input.id = freshId("find");
    return h("div", { class: "field" }, h("label", { for: input.id }, speak(key)), input);
  };
  const element = h("div", { class: "find-bar", role: "search", "aria-label": speak("find"), hidden: true },
    field(words, "find-words"), field(by, "find-by"), h("label", { class: "check" }, exact, h("span", {}, speak("find-exact"))),
    h("div", { class: "actions" }, button("find-previous", () => step(-1)), button("find-next", () => step(1)),
      button("find-replace", () => replace("this")), button("find-replace-all", () => replace("all")), button("close", close)), count);
  words.addEventListener("input", look);
  exact.addEventListener("change", look);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
      if (event.target === by) replace("this");
      else step(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
  });
  // Typing here is no typing in the article, and Enter must not send its form.
  for (const type of ["input", "change"]) element.addEventListener(type, (event) => event.stopPropagation());
  return {
    element,
    open() {
      const { from, to } = view().state.selection;
      const chosen = view().state.doc.textBetween(from, to, "\n");
      if (chosen && !chosen.includes("\n")) words.value = chosen;
      element.hidden = false;
      words.focus();
      words.select();
      look();
    },
  };
}
