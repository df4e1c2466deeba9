// Links: to an address, or to an article of the site, found by its words. A link to an article names its number, so that a
// changed address breaks nothing.

import type { Mark } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { realAddress } from "./paste.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

interface Found {
  id: string;
  headline: string;
  language: string;
  about: string;
}

const OWN = /^article:\d+$/;

/** An address for readers, or the number of an own article; empty for what is neither. */
export function linkAddress(text: string): string {
  const typed = text.trim();
  if (OWN.test(typed)) return typed;
  if (/^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}$/i.test(typed)) return `mailto:${typed}`;
  const whole = /^(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/\S*)?$/i.test(typed) ? `https://${typed}` : typed;
  return realAddress(whole);
}

async function find(query: string): Promise<Found[]> {
  const reply = await fetch(`/desk/articles/find?${query}`, { headers: { accept: "application/json" }, credentials: "same-origin" });
  if (!reply.ok) throw new Error(String(reply.status));
  return ((await reply.json()) as { items: Found[] }).items;
}

/** A search among the site's articles; `chosen` is told of the one that was pressed. */
function articleSearch(speak: Speak, chosen: (found: Found) => void): HTMLElement {
  const list = h("ul", { class: "found", "aria-live": "polite" });
  const search = h("input", { type: "search", autocomplete: "off" });
  let wait = 0;
  let asked = 0;
  const show = async () => {
    const turn = (asked += 1);
    if (!search.value.trim()) return list.replaceChildren();
    try {
      const found = await find(`words=${encodeURIComponent(search.value)}`);
      if (turn !== asked) return;
      list.replaceChildren(...found.map((one) => h("li", {},
        h("button", { type: "button", class: "found-choice", onclick: () => chosen(one) },
          h("span", { lang: one.language }, one.headline), h("span", { class: "small muted" }, one.about)))));
      if (found.length === 0) list.replaceChildren(h("li", { class: "muted" }, speak("link-none")));
    } catch {
      list.replaceChildren(h("li", { class: "muted" }, speak("offline")));
    }
  };
  search.addEventListener("input", () => {
    window.clearTimeout(wait);
    wait = window.setTimeout(() => void show(), 250);
  });
  // Enter searches; it does not close the dialog with an empty address.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void show();
  });
  return h("div", { class: "stack tight" }, labelled(search, speak("link-search")), list);
}

/** The link at the cursor or on the selection's first words, with its whole extent when nothing is selected. */
function standing(view: EditorView): { mark: Mark | undefined; from: number; to: number } {
  const type = schema.marks["link"]!;
  const { from, to, empty, $from } = view.state.selection;
  const mark = type.isInSet($from.marks()) ?? type.isInSet(view.state.doc.nodeAt(from)?.marks ?? []) ?? (empty ? type.isInSet($from.nodeBefore?.marks ?? []) : undefined);
  if (!empty || !mark) return { mark, from, to };
  let [start, end] = [from, to];
  const base = $from.start();
  $from.parent.forEach((child, offset) => {
    const [left, right] = [base + offset, base + offset + child.nodeSize];
    if (mark.isInSet(child.marks) && left <= start && right >= end) [start, end] = [Math.min(left, start), Math.max(right, end)];
    else if (mark.isInSet(child.marks) && right === start) start = left;
    else if (mark.isInSet(child.marks) && left === end) end = right;
  });
  return { mark, from: start, to: end };
}

/** The headline of the own article that an address names; null for any other address, or where it cannot be asked. */
export async function ownHeadline(href: string): Promise<string | null> {
  if (!OWN.test(href)) return null;
  return find(`id=${href.slice(8)}`).then((found) => found[0]?.headline ?? null, () => null);
}

/** Takes the link at the cursor off its words. */
export function removeLink(view: EditorView): void {
  const { from, to } = standing(view);
  view.dispatch(view.state.tr.removeMark(from, to, schema.marks["link"]!));
}

/** Asks for an address and puts a link on the selection; on a link, offers to take it off. */
export function editLink(view: EditorView, speak: Speak): void {
  const type = schema.marks["link"]!;
  const { mark, from, to } = standing(view);
  const needsWords = from === to;
  const address = h("input", { type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false" });
  address.value = String(mark?.attrs["href"] ?? "");
  const words = h("input", { type: "text" });
  const target = h("p", { class: "small muted", role: "status" });
  const own = (found: Found | undefined) => { target.textContent = found ? speak("link-own", { headline: found.headline }) : ""; };
  const search = articleSearch(speak, (found) => {
    address.value = `article:${found.id}`;
    if (needsWords && !words.value) words.value = found.headline;
    own(found);
    address.focus();
  });
  address.addEventListener("input", () => own(undefined));
  if (OWN.test(address.value)) void find(`id=${address.value.slice(8)}`).then((found) => own(found[0])).catch(() => undefined);
  openForm(speak, speak("link-title"), [
    ...(needsWords ? [labelled(words, speak("link-text"))] : []), labelled(address, speak("link-address"), speak("link-hint")), target, search,
  ], {
    apply: () => {
      const href = linkAddress(address.value);
      if (!href) return speak("link-bad");
      const made = type.create({ ...mark?.attrs, href });
      const { tr } = view.state;
      if (needsWords) view.dispatch(tr.replaceSelectionWith(schema.text(words.value.trim() || href, [made]), false));
      else view.dispatch(tr.removeMark(from, to, type).addMark(from, to, made));
      return null;
    },
    onClose: () => view.focus(),
    ...(mark ? { extra: { label: speak("link-remove"), run: () => view.dispatch(view.state.tr.removeMark(from, to, type)) } } : {}),
  });
}
