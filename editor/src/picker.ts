// The dialogs that find a picture, a document or a sound: upload a new one, or choose one of the site's.

import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { UploadError, type FileLibrary, type Library, type LibraryFile, type MediaLibrary, type Picture } from "./media.ts";
import type { Speak } from "./words.ts";

/** What a dialog says: the beginning of its phrases' names. */
type Kind = "picture" | "file";

const ACCEPTED: Record<Kind, string> = { picture: "image/jpeg,image/png,image/webp,image/gif,image/svg+xml", file: "application/pdf,audio/mpeg" };

/** Opens the library of pictures; `chosen` is told of the picture. */
export function pickPicture(speak: Speak, library: MediaLibrary, chosen: (picture: Picture) => void): void {
  pick(speak, "picture", library, (picture) => [
    h("img", { class: "thumbnail", src: picture.thumbnail || picture.src, alt: "", loading: "lazy" }),
    h("span", { class: "small" }, picture.alt || picture.name),
  ], chosen);
}

/** The same for documents and sounds. */
export function pickFile(speak: Speak, library: FileLibrary, chosen: (file: LibraryFile) => void): void {
  pick(speak, "file", library, (file) => [
    h("strong", { class: "media-file" }, file.caption || file.name),
    h("span", { class: "small muted" }, file.facts),
  ], chosen);
}

function pick<T extends { id: string }>(speak: Speak, kind: Kind, library: Library<T>, shown: (one: T) => HTMLElement[], chosen: (one: T) => void): void {
  const list = h("ul", { class: kind === "picture" ? "gallery picker" : "picker", "aria-live": "polite" });
  const search = h("input", { type: "search" });
  let wait = 0;
  let selected: T | null = null;
  const show = async () => {
    try {
      const found = await library.list(search.value);
      list.replaceChildren(...found.map((one) => h("li", {},
        h("button", { type: "button", class: `${kind}-choice`, onclick: () => take(one) }, ...shown(one)))));
      if (found.length === 0) list.replaceChildren(h("li", { class: "muted" }, speak(`${kind}-none`)));
    } catch {
      list.replaceChildren(h("li", { class: "muted" }, speak("offline")));
    }
  };
  search.addEventListener("input", () => {
    window.clearTimeout(wait);
    wait = window.setTimeout(() => void show(), 250);
  });
  const take = (one: T) => {
    selected = one;
    dialog.close();
  };
  const dialog = openForm(speak, speak(`${kind}-title`), [
    uploader(speak, kind, library, take),
    h("h3", {}, speak(`${kind}-library`)),
    labelled(search, speak(`${kind}-search`)),
    list,
  ], { apply: () => null, wide: true, onClose: () => selected && chosen(selected) });
  dialog.element.querySelector(".button.primary")?.remove();
  void show();
}

/** A file field that uploads at once, with progress, the reason of a refusal and another try. */
function uploader<T extends { id: string }>(speak: Speak, kind: Kind, library: Library<T>, done: (one: T) => void): HTMLElement {
  const file = h("input", { type: "file", accept: ACCEPTED[kind] });
  const bar = h("progress", { max: "100", value: "0", hidden: true, "aria-label": speak(`${kind}-upload`) });
  const message = h("p", { role: "status" });
  const again = h("button", { type: "button", class: "button small", hidden: true, onclick: () => void send() }, speak("upload-retry"));
  const send = async () => {
    const picked = file.files?.[0];
    if (!picked) return;
    again.hidden = true;
    bar.hidden = false;
    try {
      done(await library.upload(picked, (percent) => {
        bar.value = percent;
        message.textContent = speak("uploading", { percent: String(percent) });
      }));
    } catch (error) {
      bar.hidden = true;
      again.hidden = false;
      message.textContent = speak("upload-failed", { text: error instanceof UploadError ? error.message : String(error) });
    }
  };
  file.addEventListener("change", () => void send());
  return h("div", { class: "stack tight" }, labelled(file, speak(`${kind}-upload`), speak(`${kind}-upload-hint`)), bar, message, again);
}

/** What an article says of a picture at one place. */
export interface PictureWords {
  alt: string;
  caption: string;
  credit: string;
  decorative: boolean;
}

/** Asks for alternative text, caption and credit. `change` is offered to take another picture; `shared` is what the library
 *  says where the article says nothing. */
export function describePicture(
  speak: Speak, before: PictureWords, apply: (words: PictureWords) => void, change?: () => void, shared?: Picture,
): void {
  const alt = h("textarea", { rows: "2" });
  const caption = h("textarea", { rows: "2" });
  const credit = h("input", { type: "text" });
  const decorative = h("input", { type: "checkbox" });
  alt.value = before.alt;
  caption.value = before.caption;
  credit.value = before.credit;
  decorative.checked = before.decorative;
  alt.placeholder = shared?.alt ?? "";
  caption.placeholder = shared?.caption ?? "";
  credit.placeholder = shared?.credit ?? "";
  const follow = () => { alt.disabled = decorative.checked; };
  decorative.addEventListener("change", follow);
  follow();
  openForm(speak, speak("picture-title"), [
    labelled(alt, speak("picture-alt"), speak("picture-alt-hint")),
    h("label", { class: "check" }, decorative, h("span", {}, speak("picture-decorative"))),
    labelled(caption, speak("picture-caption")),
    labelled(credit, speak("picture-credit")),
  ], {
    apply: () => {
      apply({
        alt: decorative.checked ? "" : alt.value.trim(), caption: caption.value.trim(), credit: credit.value.trim(), decorative: decorative.checked,
      });
      return null;
    },
    ...(change ? { extra: { label: speak("picture-change"), run: change } } : {}),
  });
}
