// What a block says beside its text: a quote its source and address, a pull quote its source, a table its caption.

import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { openForm } from "./dialog.ts";
import { h, labelled } from "./elements.ts";
import { realAddress } from "./paste.ts";
import type { Speak } from "./words.ts";

/** The attributes that are asked for, by block: the key of the label of each. */
const ASKED: Record<string, Record<string, string>> = {
  quote: { source: "source", address: "source-address" },
  pull_quote: { source: "source" },
  table: { caption: "table-caption" },
  code_block: { language: "code-language" },
  box: { title: "box-title" },
  timeline_entry: { date: "timeline-date" },
};

/** The innermost block around the selection that has something to ask for. */
export function sourced(state: EditorState): { node: Node; place: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (ASKED[node.type.name]) return { node, place: $from.before(depth) };
  }
  return null;
}

/** Asks for them, and writes them into the block. */
export function editSource(view: EditorView, speak: Speak): void {
  const found = sourced(view.state);
  if (!found) return;
  const { node, place } = found;
  const fields = Object.entries(ASKED[node.type.name]!).map(([name, label]) => {
    const input = h("input", { type: "text", autocomplete: "off" });
    input.value = String(node.attrs[name] ?? "");
    return { name, label, input };
  });
  openForm(speak, speak("particulars"), fields.map(({ label, input }) => labelled(input, speak(label))), {
    apply: () => {
      const values = Object.fromEntries(fields.map(({ name, input }) => [name, input.value.trim()]));
      if (values["address"] && !realAddress(values["address"])) return speak("link-bad");
      if (view.state.doc.nodeAt(place)?.type === node.type) {
        view.dispatch(view.state.tr.setNodeMarkup(place, null, { ...node.attrs, ...values }));
      }
      return null;
    },
    onClose: () => view.focus(),
  });
}
