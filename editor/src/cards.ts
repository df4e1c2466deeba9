// An embed that comes into the text is filled with what stands at its address: title and picture, which the server asks for and
// keeps (crates/newsroom/src/elsewhere). However it came in: by the bubble, the menu, a paste, or another address in its dialog.
//
// Guarantee: what is written stays (a title is never replaced), nothing is asked twice, an embed that stood in the text when it
// was opened is left alone, and what does not come is said. Nothing is asked of another site by this browser.

import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { UploadError, type MediaLibrary, type Say } from "./media.ts";
import { schema } from "./schema.ts";
import type { Speak } from "./words.ts";

/** The addresses of the embeds that have no picture. */
export function bare(doc: Node): string[] {
  const found: string[] = [];
  doc.descendants((node) => {
    if (node.type === schema.nodes["embed"] && node.attrs["address"] && !node.attrs["picture"]) found.push(String(node.attrs["address"]));
  });
  return found;
}

/** Writes into every bare embed of an address. It is no step of its own to undo. */
function fill(view: EditorView, address: string, found: { title: string; picture: string }): void {
  const { tr } = view.state;
  view.state.doc.descendants((node, at) => {
    if (node.type !== schema.nodes["embed"] || node.attrs["address"] !== address || node.attrs["picture"]) return;
    tr.setNodeMarkup(at, null, { ...node.attrs, title: node.attrs["title"] || found.title, picture: found.picture });
  });
  if (tr.docChanged) view.dispatch(tr.setMeta("addToHistory", false));
}

export function fillCards(library: MediaLibrary, say: Say, speak: Speak): Plugin {
  const known = new Set<string>();
  const ask = async (view: EditorView, address: string) => {
    say(speak("card-asking"));
    try {
      const found = await library.card(address);
      if (view.isDestroyed) return;
      fill(view, address, { title: found.title, picture: found.picture ? `media:${found.picture.id}` : "" });
      say("");
      if (found.message) say(speak("card-missing", { text: found.message }), "stays");
    } catch (error) {
      // Asked again when it is put in again: the network of this browser may be back then.
      known.delete(address);
      say("");
      say(speak("card-missing", { text: error instanceof UploadError ? error.message : String(error) }), "stays");
    }
  };
  return new Plugin({
    view(view) {
      for (const address of bare(view.state.doc)) known.add(address);
      return {
        update(current, before) {
          if (current.state.doc.eq(before.doc)) return;
          const stood = bare(before.doc);
          for (const address of bare(current.state.doc)) {
            if (known.has(address) || stood.includes(address)) continue;
            known.add(address);
            void ask(current, address);
          }
        },
      };
    },
  });
}
