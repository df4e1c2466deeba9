// Pictures of a pasted text. While it is cleaned each becomes a picture block that names what was pasted (`pasted:TOKEN`); then
// what the clipboard holds (data: addresses, files) goes to the library, and the block names the library's picture. For what lies
// on another site the server is asked, which keeps where it came from; its credit is for the newsroom to find out.
//
// Guarantee: a picture that cannot be brought stays as a visible place for it, and is said. This browser asks no other site.

import type { Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { UploadError, type MediaLibrary, type Say } from "./media.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

interface Held { file: File | null; address: string }

const held = new Map<string, Held>();
const PICTURES = /^image\/(jpeg|png|webp|gif|heic|heif|avif)$/;
let last = 0;

/** The file in a `data:` address. */
export function fileOf(address: string): File | null {
  const found = /^data:(image\/[a-z0-9.+-]+);base64,([A-Za-z0-9+/=\s]+)$/i.exec(address);
  if (!found || !PICTURES.test(found[1]!.toLowerCase())) return null;
  try {
    const bytes = Uint8Array.from(atob(found[2]!.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
    return new File([bytes], `image.${found[1]!.split("/")[1]!.replace("jpeg", "jpg")}`, { type: found[1]!.toLowerCase() });
  } catch {
    return null;
  }
}

/** Small signs of a page, and what counts its readers, are no pictures of the text. */
function isSign(picture: Element): boolean {
  return ["width", "height"].some((name) => {
    const size = Number.parseInt(picture.getAttribute(name) ?? "", 10);
    return size > 0 && size <= 24;
  });
}

/** Writes a pasted picture as the editor's own block; one that stands for a letter (emoji) becomes the letter. */
export function pastedPicture(picture: HTMLElement): void {
  const alt = picture.getAttribute("alt") ?? "";
  if (/^\p{Extended_Pictographic}/u.test(alt)) return picture.replaceWith(alt);
  const address = picture.getAttribute("src") ?? "";
  if (!address || isSign(picture)) return picture.remove();
  last += 1;
  const token = `${Date.now().toString(36)}-${last}`;
  held.set(token, { file: fileOf(address), address: /^https?:\/\//i.test(address) ? address : "" });
  const figure = picture.closest("figure");
  const caption = figure?.querySelectorAll("img").length === 1 ? figure.querySelector("figcaption") : null;
  const block = picture.ownerDocument.createElement("div");
  block.setAttribute("data-block", "picture");
  block.setAttribute("data-attributes", JSON.stringify({ src: `pasted:${token}`, alt: alt || null, caption: caption?.textContent?.trim().replace(/\s+/g, " ") ?? "" }));
  caption?.remove();
  picture.replaceWith(block);
}

/** The tokens of the pictures in a pasted text, in order. */
function tokens(slice: Slice): string[] {
  const found: string[] = [];
  slice.content.descendants((node) => {
    const token = node.type.name === "picture" ? /^pasted:(.+)$/.exec(String(node.attrs["src"]))?.[1] : undefined;
    if (token) found.push(token);
  });
  return found;
}

/** Gives each picture its file: what its address held, or the clipboard's files where there is one for each of the others. */
export function matched(found: string[], files: File[]): { token: string; file: File | null; address: string }[] {
  const without = found.filter((token) => !held.get(token)?.file);
  const fits = without.length === files.length;
  return found.map((token) => {
    const { file = null, address = "" } = held.get(token) ?? {};
    return { token, file: file ?? (fits ? files[without.indexOf(token)] ?? null : null), address };
  });
}

function name(view: EditorView, token: string, src: string): void {
  view.state.doc.descendants((node, at) => {
    if (node.type === schema.nodes["picture"] && node.attrs["src"] === `pasted:${token}`) {
      view.dispatch(view.state.tr.setNodeMarkup(at, null, { ...node.attrs, src }).setMeta("addToHistory", false));
    }
  });
}

/** Brings the pictures of what is pasted or dropped to the library. */
export function pastedPictures(library: MediaLibrary, say: Say, speak: Speak): Plugin {
  const bring = async (view: EditorView, all: ReturnType<typeof matched>) => {
    const failed: string[] = [];
    for (const { token, file, address } of all) {
      held.delete(token);
      try {
        if (!file && !address) throw new UploadError(speak("picture-elsewhere"));
        if (!file) say(speak("picture-fetching", { host: new URL(address).host }));
        const found = file
          ? await library.upload(file, (percent) => say(speak("uploading", { percent: String(percent) })))
          : await library.fetch(address);
        name(view, token, `media:${found.id}`);
      } catch (error) {
        failed.push(error instanceof UploadError ? error.message : String(error));
        name(view, token, "");
      }
    }
    say("");
    if (failed.length) say(speak("pictures-failed", { count: String(failed.length), text: failed[0]! }), "stays");
  };
  const take = (view: EditorView, slice: Slice, data: DataTransfer | null) => {
    const found = tokens(slice);
    if (!found.length) return false;
    const files = Array.from(data?.files ?? []).filter((file) => PICTURES.test(file.type));
    const all = matched(found, files);
    // The text is put in its place first.
    queueMicrotask(() => void bring(view, all));
    return false;
  };
  return new Plugin({ props: {
    handlePaste: (view, event, slice) => take(view, slice, event.clipboardData),
    handleDrop: (view, event, slice) => take(view, slice, event.dataTransfer),
  } });
}
