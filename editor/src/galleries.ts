// Galleries in the text: pictures beside one another with one caption. Pictures are added, described, put in order, taken out.

import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { blockButton, moveButtons, putBlock } from "./locked.ts";
import type { MediaLibrary, Picture } from "./media.ts";
import { describePicture, pickPicture } from "./picker.ts";
import { attributesOf, numberOf } from "./pictures.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

/** A picture of a gallery, as the document keeps it. */
export interface Shown {
  src: string;
  alt: string | null;
  caption: string;
  credit: string;
  href: string;
  width: string;
}

const gallery = schema.nodes["gallery"]!;
const fresh = (found: Picture): Shown => ({ src: `media:${found.id}`, alt: null, caption: "", credit: "", href: "", width: "text" });

/** The pictures with the one at `at` moved by one place; the same where it cannot go further. */
export function moved(all: Shown[], at: number, by: -1 | 1): Shown[] {
  const to = at + by;
  if (to < 0 || to >= all.length) return all;
  const list = [...all];
  [list[at], list[to]] = [list[to]!, list[at]!];
  return list;
}

/** Asks for the first picture and puts a gallery where the cursor is. */
export function insertGallery(view: EditorView, speak: Speak, library: MediaLibrary): void {
  pickPicture(speak, library, (found) => {
    putBlock(view, gallery.create({ pictures: [fresh(found)], caption: "" }));
    view.focus();
  });
}

/** The gallery with its pictures, each with its buttons. */
export function galleryView(speak: Speak, library: MediaLibrary) {
  return (first: Node, view: EditorView, place: () => number | undefined): NodeView => {
    let current = first;
    const pictures = () => current.attrs["pictures"] as Shown[];
    const set = (attributes: Record<string, unknown>) => {
      const at = place();
      if (at !== undefined) view.dispatch(view.state.tr.setNodeMarkup(at, null, { ...current.attrs, ...attributes }));
    };
    const list = h("ul", { class: "gallery-pictures" });
    const caption = h("span", { class: "small muted" });
    const add = (): void => pickPicture(speak, library, (found) => set({ pictures: [...pictures(), fresh(found)] }));
    const describe = (): void => {
      const words = h("textarea", { rows: "2" });
      words.value = String(current.attrs["caption"]);
      openForm(speak, speak("block-gallery"), [labelled(words, speak("picture-caption"))], {
        apply: () => { set({ caption: words.value.trim() }); return null; },
      });
    };
    const head = h("div", { class: "locked-head" }, h("strong", {}, speak("block-gallery")), caption, h("span", { class: "actions" },
      blockButton(speak, place, "gallery-add", add), blockButton(speak, place, "gallery-caption", describe), ...moveButtons(speak, view, place)));
    const entry = (one: Shown, at: number): HTMLElement => {
      const image = h("img", { alt: "" });
      const words = h("span", { class: "small gallery-words" });
      const replaced = (change: Partial<Shown>) => set({ pictures: pictures().map((other, index) => (index === at ? { ...other, ...change } : other)) });
      let shared: Picture | null = null;
      const show = () => {
        const said = one.alt === "" ? speak("picture-decorative") : one.alt || shared?.alt || (shared?.decorative ? speak("picture-decorative") : "");
        words.textContent = one.caption || shared?.caption || said || speak("picture-missing-alt");
        words.classList.toggle("error", !said);
        const src = shared ? shared.thumbnail || shared.src : "";
        image.hidden = !src;
        if (src) image.src = src;
      };
      show();
      const id = numberOf(one.src);
      if (id) void library.find(id).then((found) => { shared = found; show(); });
      const name = speak("gallery-at", { at: String(at + 1), count: String(pictures().length) });
      const act = (key: string, sign: string, run: () => void) => h("button", {
        type: "button", class: "tool", "aria-label": `${speak(key)} · ${name}`, title: speak(key), "data-act": `${key}-${at}`, onclick: run,
      }, sign);
      const shift = (by: -1 | 1) => () => {
        set({ pictures: moved(pictures(), at, by) });
        // The focus goes with the picture, so that a second press moves it further.
        list.querySelector<HTMLElement>(`[data-act="gallery-${by < 0 ? "before" : "after"}-${at + by}"]`)?.focus();
      };
      return h("li", {}, image, words, h("span", { class: "gallery-acts" },
        act("gallery-before", "←", shift(-1)), act("gallery-after", "→", shift(1)),
        act("edit", "✎", () => describePicture(speak, { alt: one.alt ?? "", caption: one.caption, credit: one.credit, decorative: one.alt === "" },
          (said) => replaced(attributesOf(said)), () => pickPicture(speak, library, (found) => replaced(fresh(found))), shared ?? undefined)),
        act("remove", "×", () => {
          set({ pictures: pictures().filter((_other, index) => index !== at) });
          head.querySelector<HTMLElement>("button")?.focus();
        })));
    };
    const show = () => {
      caption.textContent = String(current.attrs["caption"]);
      list.replaceChildren(...pictures().map(entry));
    };
    const dom = h("div", { class: "locked", contenteditable: "false" }, list, head);
    show();
    return {
      dom,
      update(node) {
        if (node.type !== current.type) return false;
        const same = JSON.stringify(node.attrs) === JSON.stringify(current.attrs);
        current = node;
        if (!same) show();
        return true;
      },
      stopEvent: (event) => event.type !== "dragstart" && (head.contains(event.target as globalThis.Node) || list.contains(event.target as globalThis.Node)),
      ignoreMutation: () => true,
    };
  };
}
