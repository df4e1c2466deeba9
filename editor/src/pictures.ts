// Pictures in the text: inserted from the library, by a drop or a paste; shown with their words; described in a dialog.

import { Fragment, Slice, type Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { dropPoint } from "prosemirror-transform";
import type { EditorView, NodeView } from "prosemirror-view";
import { h } from "./elements.ts";
import { blockButton, moveButtons, putBlock } from "./locked.ts";
import { UploadError, type MediaLibrary, type Picture, type Say } from "./media.ts";
import { describePicture, pickPicture, type PictureWords } from "./picker.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

const picture = schema.nodes["picture"]!;
const SENT = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml", "image/heic", "image/heif", "image/avif"];

/** The library's number in `media:ID`. */
export function numberOf(src: unknown): string | null {
  return /^media:(\d+)$/.exec(String(src))?.[1] ?? null;
}

/** What the text says of a picture. An empty alternative text says "decorative"; none at all leaves it to the library. */
export function wordsOf(node: Node): PictureWords {
  const { alt, caption, credit } = node.attrs as { alt: string | null; caption: string; credit: string };
  return { alt: alt ?? "", caption, credit, decorative: alt === "" };
}

export function attributesOf(words: PictureWords): { alt: string | null; caption: string; credit: string } {
  return { alt: words.decorative ? "" : words.alt || null, caption: words.caption, credit: words.credit };
}

function insert(view: EditorView, found: Picture, at?: number): void {
  const node = picture.create({ src: `media:${found.id}` });
  if (at === undefined) putBlock(view, node);
  else view.dispatch(view.state.tr.insert(at, node).scrollIntoView());
}

/** Asks for a picture and puts it where the cursor is. */
export function insertPicture(view: EditorView, speak: Speak, library: MediaLibrary): void {
  pickPicture(speak, library, (found) => {
    insert(view, found);
    view.focus();
  });
}

/** Files dropped on the text or pasted into it are brought to the library and stand where they fell. */
export function pictureFiles(library: MediaLibrary, say: Say, speak: Speak): Plugin {
  const bring = async (view: EditorView, files: File[], at?: number) => {
    for (const file of files) {
      try {
        const found = await library.upload(file, (percent) => say(speak("uploading", { percent: String(percent) })));
        // The text may have become shorter while the file was under way.
        insert(view, found, at === undefined ? undefined : Math.min(at, view.state.doc.content.size));
        say("");
      } catch (error) {
        say(speak("upload-failed", { text: error instanceof UploadError ? error.message : String(error) }), "stays");
      }
    }
  };
  const pictures = (data: DataTransfer | null) => Array.from(data?.files ?? []).filter((file) => SENT.includes(file.type));
  return new Plugin({
    props: {
      handlePaste(view, event) {
        const files = pictures(event.clipboardData);
        // A word processor puts a picture of the text beside the text: the text is meant.
        if (files.length === 0 || event.clipboardData?.getData("text/html")) return false;
        void bring(view, files);
        return true;
      },
      handleDrop(view, event) {
        const files = pictures(event.dataTransfer);
        if (files.length === 0) return false;
        event.preventDefault();
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
        const slice = new Slice(Fragment.from(picture.create()), 0, 0);
        void bring(view, files, place ? dropPoint(view.state.doc, place.pos, slice) ?? undefined : undefined);
        return true;
      },
    },
  });
}

/** A picture with its words and buttons. What the text does not say is shown as the library says it. */
export function pictureView(speak: Speak, library: MediaLibrary) {
  return (first: Node, view: EditorView, place: () => number | undefined): NodeView => {
    let current = first;
    let shared: Picture | null = null;
    const image = h("img", { class: "picture-image", alt: "" });
    const caption = h("span", { class: "picture-caption" });
    const credit = h("span", { class: "small muted" });
    const alt = h("p", { class: "small muted picture-alt" });
    const missing = h("span", { class: "badge attention" }, speak("picture-missing-alt"));
    const absent = h("p", { class: "picture-absent" }, speak("picture-absent"));
    const change = (attributes: Record<string, unknown>) => {
      const at = place();
      if (at === undefined) return;
      view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...current.attrs, ...attributes }));
    };
    const describe = () => describePicture(
      speak, wordsOf(current), (words) => change(attributesOf(words)),
      () => pickPicture(speak, library, (found) => change({ src: `media:${found.id}`, alt: null, caption: "", credit: "" })),
      shared ?? undefined,
    );
    const head = h("div", { class: "locked-head" }, h("strong", {}, speak("picture")), missing,
      h("span", { class: "actions" }, blockButton(speak, place, "edit", describe), ...moveButtons(speak, view, place)));
    const dom = h("div", { class: "locked picture", contenteditable: "false" }, image, absent, h("p", {}, caption, " ", credit), alt, head);
    const show = () => {
      const words = wordsOf(current);
      const said = words.decorative ? "" : words.alt || shared?.alt || "";
      image.src = shared?.src ?? (numberOf(current.attrs["src"]) || /^pasted:/.test(String(current.attrs["src"])) ? "" : String(current.attrs["src"]));
      image.hidden = !image.getAttribute("src");
      const src = String(current.attrs["src"]);
      const waits = !src || src.startsWith("pasted:");
      dom.classList.toggle("missing", waits);
      absent.hidden = !waits;
      caption.textContent = words.caption || shared?.caption || (shared || waits ? "" : src);
      credit.textContent = words.credit || shared?.credit || "";
      alt.replaceChildren(...(said ? [h("strong", {}, speak("picture-alt")), " ", said] : words.decorative ? [speak("picture-decorative")] : []));
      alt.hidden = !alt.textContent;
      missing.hidden = !!said || words.decorative || !!shared?.decorative;
    };
    const look = () => {
      const id = numberOf(current.attrs["src"]);
      show();
      if (!id || shared?.id === id) return;
      shared = null;
      void library.find(id).then((found) => {
        if (numberOf(current.attrs["src"]) !== id) return;
        shared = found;
        show();
      });
    };
    look();
    return {
      dom,
      update(node) {
        if (node.type !== current.type) return false;
        current = node;
        look();
        return true;
      },
      stopEvent: (event) => head.contains(event.target as globalThis.Node),
      ignoreMutation: () => true,
    };
  };
}
