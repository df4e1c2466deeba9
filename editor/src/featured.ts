// The picture at the head of the article: chosen in the dialog instead of on a page of its own.

import { h } from "./elements.ts";
import type { MediaLibrary, Picture } from "./media.ts";
import { pickPicture } from "./picker.ts";
import type { Speak } from "./words.ts";

export function featured(form: HTMLFormElement, speak: Speak, library: MediaLibrary, touched: () => void): { refresh(): void } {
  const place = form.querySelector<HTMLElement>("[data-featured]");
  const actions = form.querySelector<HTMLElement>("[data-featured-actions]");
  const missing = form.querySelector<HTMLElement>("[data-featured-missing]");
  const image = place?.querySelector("img");
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | null;
  const number = field("image");
  if (!place || !actions || !image || !number) return { refresh: () => {} };
  let shown = number.value;
  const show = (picture: Picture | null) => {
    shown = number.value;
    image.hidden = !picture;
    if (picture) image.src = picture.src;
    for (const name of ["alt", "caption", "credit"] as const) {
      const input = field(`image_${name}`);
      if (input) input.placeholder = picture?.[name] ?? "";
    }
    const silent = !!picture && !picture.decorative && !picture.alt && !field("image_alt")?.value.trim();
    if (missing) missing.hidden = !silent;
    choose.textContent = speak(picture ? "picture-change" : "choose");
    remove.hidden = !picture;
  };
  const put = (picture: Picture | null) => {
    if (number.value !== (picture?.id ?? "")) {
      // What was said of the picture before does not describe this one.
      for (const name of ["image_alt", "image_caption", "image_credit"]) {
        const input = field(name);
        if (input) input.value = "";
      }
    }
    number.value = picture?.id ?? "";
    show(picture);
    touched();
    choose.focus();
  };
  const choose = h("button", { type: "button", class: "button small", onclick: () => pickPicture(speak, library, put) });
  const remove = h("button", { type: "button", class: "button small quiet danger", onclick: () => put(null) }, speak("remove"));
  actions.replaceChildren(choose, remove);
  const look = () => (number.value ? library.find(number.value).then(show) : Promise.resolve(show(null)));
  field("image_alt")?.addEventListener("input", () => void look());
  choose.textContent = speak(number.value ? "picture-change" : "choose");
  remove.hidden = !number.value;
  return {
    /** After texts were put back into the form: another picture may stand there. */
    refresh() {
      if (number.value !== shown) void look();
    },
  };
}
