// The slash menu: "/" at the beginning of an empty paragraph offers what may stand there; further letters narrow it down.
//
// The focus stays in the text (WAI-ARIA: the text names the list and its active choice). Escape leaves the slash as a slash.

import { Plugin, PluginKey, type Command, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { h, freshId } from "./elements.ts";
import type { Speak } from "./words.ts";

export interface Choice { key: string; sign: string; run: Command }

interface Open { query: string; at: number; shut: string | null }

const key = new PluginKey<Open | null>("slash");

/** The letters after a slash that begins the paragraph of the cursor; null where there is none. */
export function slashQuery(state: EditorState): string | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== "paragraph" || $from.parentOffset !== $from.parent.content.size) return null;
  const text = $from.parent.textBetween(0, $from.parent.content.size, undefined, "\ufffc");
  return /^\/[\p{L}\p{N} ]{0,20}$/u.test(text) ? text.slice(1) : null;
}

/** Without accents and capitals: "citation" is found by "Cita", "légende" by "leg". */
const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function narrowed(choices: Choice[], query: string, speak: Speak): Choice[] {
  const wanted = fold(query.trim());
  return choices.filter((one) => fold(speak(one.key)).includes(wanted));
}

export function slashMenu(choices: Choice[], speak: Speak): Plugin<Open | null> {
  const list = h("ul", { class: "slash-menu", role: "listbox", id: freshId("slash"), "aria-label": speak("slash"), hidden: true });
  const shown = (state: EditorState) => {
    const open = key.getState(state);
    return open && open.shut !== open.query ? narrowed(choices, open.query, speak) : [];
  };
  const choose = (view: EditorView, choice: Choice) => {
    const { $from } = view.state.selection;
    view.dispatch(view.state.tr.delete($from.start(), $from.end()));
    choice.run(view.state, view.dispatch, view);
    view.focus();
  };
  return new Plugin<Open | null>({
    key,
    state: {
      init: () => null,
      apply(transaction, before, _old, state) {
        const query = slashQuery(state);
        if (query === null) return null;
        const asked = transaction.getMeta(key) as Partial<Open> | undefined;
        const same = before?.query === query;
        return { query, at: same ? before.at : 0, shut: before?.shut != null && query.startsWith(before.shut) ? query : null, ...asked };
      },
    },
    props: {
      handleKeyDown(view, event) {
        const found = shown(view.state);
        const open = key.getState(view.state);
        if (!open || !found.length) return false;
        const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (move) view.dispatch(view.state.tr.setMeta(key, { at: (open.at + move + found.length) % found.length }));
        else if (event.key === "Enter" || event.key === "Tab") choose(view, found[Math.min(open.at, found.length - 1)]!);
        else if (event.key === "Escape") view.dispatch(view.state.tr.setMeta(key, { shut: open.query }));
        else return false;
        event.preventDefault();
        return true;
      },
    },
    view(view) {
      view.dom.parentElement?.append(list);
      return {
        update(current) {
          const found = shown(current.state);
          const open = key.getState(current.state);
          const wasHidden = list.hidden;
          list.hidden = !open || !found.length || !current.hasFocus();
          if (list.hidden) {
            if (!wasHidden) for (const name of ["aria-controls", "aria-activedescendant", "aria-expanded"]) current.dom.removeAttribute(name);
            return;
          }
          const at = Math.min(open!.at, found.length - 1);
          list.replaceChildren(...found.map((choice, place) => h("li", {
            role: "option", id: `${list.id}-${place}`, "aria-selected": String(place === at),
            onmousedown: (event) => { event.preventDefault(); choose(current, choice); },
          }, h("span", { "aria-hidden": "true", class: "slash-sign" }, choice.sign), speak(choice.key))));
          list.children[at]?.scrollIntoView({ block: "nearest" });
          const box = current.coordsAtPos(current.state.selection.from);
          const around = (list.offsetParent ?? document.body).getBoundingClientRect();
          list.style.top = `${box.bottom - around.top + 4}px`;
          list.style.left = `${Math.max(0, Math.min(box.left - around.left, around.width - list.offsetWidth))}px`;
          current.dom.setAttribute("aria-controls", list.id);
          current.dom.setAttribute("aria-activedescendant", `${list.id}-${at}`);
        },
        destroy: () => list.remove(),
      };
    },
  });
}
