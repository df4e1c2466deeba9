// The editing surface: ProseMirror on the document schema, with clean paste and the usual keys.

import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, type Command, type Plugin } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { LOCKED, lockedView } from "./locked.ts";
import type { MediaLibrary } from "./media.ts";
import { cleanPasted } from "./paste.ts";
import { insertPicture, pictureFiles, pictureView } from "./pictures.ts";
import { parse, schema, serialise } from "./schema.ts";
import { editLink } from "./links.ts";
import { nextCell } from "./tables.ts";
import { moveBlock, toolbar, type Toolbar } from "./toolbar.ts";
import type { Speak } from "./words.ts";

const item = schema.nodes["list_item"]!;

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes["line_break"]!.create()).scrollIntoView());
  return true;
};

function plugins(speak: Speak, toToolbar: () => void): Plugin[] {
  return [
    inputRules({ rules: [
      textblockTypeInputRule(/^(#{2,4})\s$/, schema.nodes["heading"]!, (match) => ({ level: match[1]!.length })),
      wrappingInputRule(/^\s*[-*]\s$/, schema.nodes["bullet_list"]!),
      wrappingInputRule(/^1\.\s$/, schema.nodes["ordered_list"]!),
    ] }),
    keymap({
      "Mod-b": toggleMark(schema.marks["strong"]!), "Mod-i": toggleMark(schema.marks["emphasis"]!),
      "Mod-k": (_state, _dispatch, view) => { if (view) editLink(view, speak); return true; },
      "Alt-F10": () => { toToolbar(); return true; },
      "Alt-ArrowUp": moveBlock(-1), "Alt-ArrowDown": moveBlock(1),
      "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
      Enter: splitListItem(item), "Shift-Enter": chainCommands(exitCode, lineBreak),
      Tab: chainCommands(nextCell, sinkListItem(item)), "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
    }),
    keymap(baseKeymap), dropCursor(), gapCursor(), history(), tableEditing(),
  ];
}

export interface Surface {
  /** Puts another text in its place. */
  set(json: string): void;
}

/** Mounts the editor before `textarea`, which goes on holding the text for the form. `changed` is told of each change. */
export function mount(
  place: HTMLElement, textarea: HTMLTextAreaElement, speak: Speak, label: string, changed: () => void, library: MediaLibrary, say: (text: string) => void,
): Surface {
  let view: EditorView;
  const bar: Toolbar = toolbar(speak, () => view, () => insertPicture(view, speak, library));
  const surface = document.createElement("div");
  const own = plugins(speak, () => bar.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  const state = (json: string) => EditorState.create({ doc: parse(json), plugins: [...own, pictureFiles(library, say, speak)] });
  const lang = place.getAttribute("lang") ?? "";
  view = new EditorView(surface, {
    state: state(textarea.value),
    attributes: { class: "prose", role: "textbox", "aria-multiline": "true", "aria-labelledby": label, lang, spellcheck: "true" },
    nodeViews: { ...Object.fromEntries(LOCKED.map((name) => [name, lockedView(speak)])), picture: pictureView(speak, library) },
    transformPastedHTML: (html) => cleanPasted(html),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      bar.refresh(view);
      if (!transaction.docChanged) return;
      textarea.value = serialise(view.state.doc);
      changed();
    },
  });
  textarea.hidden = true;
  textarea.value = serialise(view.state.doc);
  place.append(bar.element, surface);
  bar.refresh(view);
  return {
    set(json) {
      view.updateState(state(json));
      textarea.value = serialise(view.state.doc);
      bar.refresh(view);
    },
  };
}
