// The bubble at a link: where it leads, and buttons to edit, open, remove it, or to show it as an embed.
//
// It stands while the cursor is in a link. Alt+Enter goes into it, arrows between its buttons, Escape back to the text
// (WAI-ARIA toolbar); the focus is never taken by itself.

import type { Mark } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { h } from "./elements.ts";
import { lonelyLink, makeEmbed } from "./embeds.ts";
import { editLink, ownHeadline, removeLink } from "./links.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

/** The link that the cursor is in, or directly behind. */
export function linkHere(state: EditorState): Mark | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent) return null;
  const type = schema.marks["link"]!;
  return type.isInSet($from.nodeBefore?.marks ?? []) ?? type.isInSet($from.nodeAfter?.marks ?? []) ?? null;
}

/** Where "open" leads: own articles to their page at the desk. */
export function opened(href: string): string {
  const own = /^article:(\d+)$/.exec(href);
  return own ? `/desk/articles/${own[1]}` : href;
}

export function linkBubble(speak: Speak): Plugin {
  let enter = (): boolean => false;
  return new Plugin({
    props: {
      handleKeyDown(_view, event) {
        if (event.key !== "Enter" || !event.altKey || !enter()) return false;
        event.preventDefault();
        return true;
      },
    },
    view(view: EditorView) {
      const button = (key: string, run: () => void) => h("button", { type: "button", class: "button small quiet", tabindex: "-1", onclick: run }, speak(key));
      const where = h("span", { class: "small bubble-where" });
      const open = h("a", { class: "button small quiet", target: "_blank", rel: "noopener", tabindex: "-1" }, speak("link-open"));
      const embed = button("link-embed", () => { makeEmbed(view.state, view.dispatch, view); });
      const element = h("div", { class: "bubble", role: "toolbar", "aria-label": speak("link-title"), hidden: true, onkeydown: (event) => keys(event as KeyboardEvent) },
        where, button("edit", () => editLink(view, speak)), open, button("link-remove", () => { removeLink(view); view.focus(); }), embed,
        h("span", { class: "small muted bubble-key" }, speak("link-keys")));
      const all = () => Array.from(element.querySelectorAll<HTMLElement>("button:not([hidden]), a"));
      const keys = (event: KeyboardEvent) => {
        const list = all();
        const at = list.indexOf(document.activeElement as HTMLElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
        if (event.key === "Escape") view.focus();
        else if (to === undefined) return;
        else list[(to + list.length) % list.length]?.focus();
        event.preventDefault();
      };
      enter = () => {
        if (element.hidden) return false;
        all()[0]?.focus();
        return true;
      };
      let shown = "";
      const refresh = () => {
        const mark = linkHere(view.state);
        element.hidden = !mark || !(view.hasFocus() || element.contains(document.activeElement));
        if (element.hidden || !mark) return;
        const href = String(mark.attrs["href"]);
        if (href !== shown) {
          shown = href;
          where.textContent = href.replace(/^https?:\/\/(www\.)?/, "");
          open.setAttribute("href", opened(href));
          void ownHeadline(href).then((headline) => { if (headline && shown === href) where.textContent = headline; });
        }
        embed.hidden = !lonelyLink(view.state);
        const box = view.coordsAtPos(view.state.selection.from);
        const around = (element.offsetParent ?? document.body).getBoundingClientRect();
        element.style.top = `${box.bottom - around.top + 6}px`;
        element.style.left = `${Math.max(0, Math.min(box.left - around.left - 24, around.width - element.offsetWidth))}px`;
      };
      // The focus goes from the text into the bubble or elsewhere only after this event.
      const later = () => requestAnimationFrame(refresh);
      view.dom.parentElement?.append(element);
      for (const type of ["focusin", "focusout"]) view.dom.parentElement?.addEventListener(type, later);
      return { update: refresh, destroy: () => element.remove() };
    },
  });
}
