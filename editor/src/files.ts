// Documents and sounds in the text: found in the library or uploaded, shown as a block with their name, called something else here.

import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { blockButton, headView, moveButtons, putBlock } from "./locked.ts";
import type { FileLibrary, LibraryFile } from "./media.ts";
import { pickFile } from "./picker.ts";
import { numberOf } from "./pictures.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

/** The block that shows a file: a player for a sound, a link for a document. */
export function blockOf(found: LibraryFile): Node {
  const src = `media:${found.id}`;
  return found.sound ? schema.nodes["audio"]!.create({ src, caption: "" }) : schema.nodes["file"]!.create({ src, label: "" });
}

/** Asks for a document or a sound and puts it where the cursor is. */
export function insertFile(view: EditorView, speak: Speak, library: FileLibrary): void {
  pickFile(speak, library, (found) => {
    putBlock(view, blockOf(found));
    view.focus();
  });
}

/** The block with what it is called here, what the library says of it, and its buttons. */
export function fileView(speak: Speak, library: FileLibrary) {
  return (first: Node, view: EditorView, place: () => number | undefined): NodeView => {
    let current = first;
    const words = first.type.name === "audio" ? "caption" : "label";
    const title = h("strong", {});
    const facts = h("span", { class: "small muted" });
    const edit = () => {
      const label = h("input", { type: "text", autocomplete: "off" });
      label.value = String(current.attrs[words]);
      openForm(speak, speak("file-title"), [labelled(label, speak("file-label"), speak("file-label-hint"))], {
        apply: () => {
          const at = place();
          if (at !== undefined) view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...current.attrs, [words]: label.value.trim() }));
          return null;
        },
        onClose: () => view.focus(),
      });
    };
    const head = h("div", { class: "locked-head" }, title, facts, h("span", { class: "actions" },
      blockButton(speak, place, "edit", edit), ...moveButtons(speak, view, place)));
    const show = (node: Node) => {
      current = node;
      const own = String(current.attrs[words]);
      title.textContent = own || speak(words === "caption" ? "block-audio" : "block-file");
      const number = numberOf(current.attrs["src"]);
      facts.textContent = number ? "" : String(current.attrs["src"]);
      if (number) void library.find(number).then((found) => {
        if (!found || numberOf(current.attrs["src"]) !== number) return;
        if (!own) title.textContent = found.caption || found.name;
        facts.textContent = found.facts;
      });
    };
    return headView(first, head, show);
  };
}
