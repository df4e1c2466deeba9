// Contents of other sites: an address alone in its paragraph can become a card that readers load when they ask for it.
// Which sites have a frame of their own is the server's affair (crates/document/src/embeds.rs); all others get a card with a link.

import type { Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { blockButton, headView, moveButtons, putBlock } from "./locked.ts";
import { realAddress } from "./paste.ts";
import { schema } from "./schema.ts";
import { numberOf } from "./pictures.ts";
import type { MediaLibrary } from "./media.ts";
import type { Speak } from "./words.ts";

const embed = schema.nodes["embed"]!;

/** An address of the web, or nothing. */
export function embedAddress(text: string): string {
  const address = realAddress(text.trim());
  return /^https?:\/\/[^\s/]+\.[^\s/]+/.test(address) ? address : "";
}

/** The paragraph of the cursor, if a link to another site is all that stands in it. */
export function lonelyLink(state: EditorState): { from: number; to: number; address: string; title: string } | null {
  const { $from } = state.selection;
  const { parent } = $from;
  if (parent.type.name !== "paragraph" || parent.childCount !== 1 || !$from.sameParent(state.selection.$to)) return null;
  const only = parent.firstChild!;
  const address = embedAddress(String(only.marks.find((mark) => mark.type.name === "link")?.attrs["href"] ?? ""));
  const at = $from.depth - 1;
  if (!address || !$from.node(at).canReplaceWith($from.index(at), $from.indexAfter(at), embed)) return null;
  const words = only.text ?? "";
  return { from: $from.before(), to: $from.after(), address, title: embedAddress(words) ? "" : words };
}

/** Makes an embed of a link that stands alone; the cursor goes on below it. Undone with one key. */
export const makeEmbed: Command = (state, dispatch, view) => {
  const found = lonelyLink(state);
  if (!found) return false;
  if (!dispatch) return true;
  const { tr } = state;
  tr.replaceWith(found.from, found.to, [embed.create({ address: found.address, title: found.title }), schema.nodes["paragraph"]!.create()]);
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(found.from + 2))).scrollIntoView());
  view?.focus();
  return true;
};

/** Asks for address and title; `apply` receives them. */
export function askEmbed(speak: Speak, before: { address: string; title: string }, apply: (attributes: { address: string; title: string }) => void, onClose: () => void): void {
  const address = h("input", { type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false" });
  const title = h("input", { type: "text", autocomplete: "off" });
  address.value = before.address;
  title.value = before.title;
  openForm(speak, speak("block-embed"), [labelled(address, speak("link-address"), speak("embed-hint")), labelled(title, speak("embed-title"), speak("embed-title-hint"))], {
    apply: () => {
      const found = embedAddress(address.value);
      if (!found) return speak("link-bad");
      apply({ address: found, title: title.value.trim() });
      return null;
    },
    onClose,
  });
}

/** Puts an embed where the cursor is. */
export function insertEmbed(view: EditorView, speak: Speak): void {
  askEmbed(speak, { address: "", title: "" }, (attributes) => {
    putBlock(view, embed.create(attributes));
  }, () => view.focus());
}

/** The card in the text: its picture as it is kept here, its title, its address, and buttons. Nothing of the other site loads. */
export function embedView(speak: Speak, library: MediaLibrary) {
  return (first: Node, view: EditorView, place: () => number | undefined): NodeView => {
    let current = first;
    const title = h("strong", {});
    const address = h("span", { class: "small muted" });
    const edit = () => askEmbed(speak, current.attrs as { address: string; title: string }, (attributes) => {
      const at = place();
      // Another address has another picture.
      const picture = attributes.address === current.attrs["address"] ? current.attrs["picture"] : "";
      if (at !== undefined) view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...current.attrs, ...attributes, picture }));
    }, () => view.focus());
    const image = h("img", { class: "embed-picture", alt: "", hidden: true });
    const head = h("div", { class: "locked-head" }, image, title, address, h("span", { class: "actions" }, blockButton(speak, place, "edit", edit), ...moveButtons(speak, view, place)));
    const show = (node: Node) => {
      current = node;
      title.textContent = String(current.attrs["title"] || speak("block-embed"));
      address.textContent = String(current.attrs["address"]);
      const number = numberOf(current.attrs["picture"]);
      image.hidden = true;
      if (number) void library.find(number).then((found) => {
        if (!found || numberOf(current.attrs["picture"]) !== number) return;
        image.src = found.thumbnail || found.src;
        image.hidden = false;
      });
    };
    return headView(first, head, show);
  };
}
