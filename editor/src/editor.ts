// The editing surface: ProseMirror on the document schema, with clean paste and the usual keys.

import { baseKeymap, chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, Plugin, type Command } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { differences } from "./blocks.ts";
import { linkBubble } from "./bubble.ts";
import { fillCards } from "./cards.ts";
import { dragHandle } from "./drag.ts";
import { embedView, insertEmbed, makeEmbed } from "./embeds.ts";
import { findBar, finding } from "./find.ts";
import { footnoteNumbers, insertFootnote, ownLabels } from "./footnotes.ts";
import { fileView, insertFile } from "./files.ts";
import { galleryView, insertGallery } from "./galleries.ts";
import { length } from "./length.ts";
import { LOCKED, lockedView } from "./locked.ts";
import type { MediaLibrary, Say } from "./media.ts";
import { pastedAddress } from "./addresses.ts";
import { cleanPasted } from "./paste.ts";
import { pastedLines } from "./pasted-lines.ts";
import { pastedPictures } from "./pasted-pictures.ts";
import { insertPicture, pictureFiles, pictureView } from "./pictures.ts";
import { insertRaw, rawView, withoutRaw } from "./raw.ts";
import type { Remembered } from "./remembered.ts";
import { parse, schema, serialise } from "./schema.ts";
import { editLink } from "./links.ts";
import { nextCell } from "./tables.ts";
import { slashMenu, type Choice } from "./slash.ts";
import { BLOCK_ITEMS, moveBlock, toolbar, type Toolbar } from "./toolbar.ts";
import { typographyRules } from "./typing.ts";
import type { Speak } from "./words.ts";

const item = schema.nodes["list_item"]!;

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes["line_break"]!.create()).scrollIntoView());
  return true;
};

/** Where others are: decorations that stay with their blocks while one types. */
const presenceMarks: Plugin<DecorationSet> = new Plugin<DecorationSet>({
  state: {
    init: () => DecorationSet.empty,
    apply: (transaction, marks) => (transaction.getMeta(presenceMarks) as DecorationSet | undefined) ?? marks.map(transaction.mapping, transaction.doc),
  },
  props: { decorations: (state) => presenceMarks.getState(state) },
});

function plugins(speak: Speak, lang: string, toToolbar: () => void, toFind: () => void): Plugin[] {
  return [
    inputRules({ rules: [
      ...typographyRules(lang),
      textblockTypeInputRule(/^(#{2,4})\s$/, schema.nodes["heading"]!, (match) => ({ level: match[1]!.length })),
      wrappingInputRule(/^\s*[-*]\s$/, schema.nodes["bullet_list"]!),
      wrappingInputRule(/^1\.\s$/, schema.nodes["ordered_list"]!),
    ] }),
    keymap({
      "Mod-b": toggleMark(schema.marks["strong"]!), "Mod-i": toggleMark(schema.marks["emphasis"]!),
      "Mod-k": (_state, _dispatch, view) => { if (view) editLink(view, speak); return true; },
      "Mod-f": () => { toFind(); return true; }, "Mod-h": () => { toFind(); return true; },
      "Mod-Alt-e": makeEmbed,
      "Alt-F10": () => { toToolbar(); return true; },
      "Alt-ArrowUp": moveBlock(-1), "Alt-ArrowDown": moveBlock(1),
      "Mod-Alt-f": insertFootnote, Backspace: undoInputRule,
      "Mod-z": chainCommands(undoInputRule, undo), "Mod-y": redo, "Shift-Mod-z": redo,
      Enter: splitListItem(item), "Shift-Enter": chainCommands(exitCode, lineBreak),
      Tab: chainCommands(nextCell, sinkListItem(item)), "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
    }),
    keymap(baseKeymap), presenceMarks, finding, footnoteNumbers, dropCursor(), gapCursor(), history(), tableEditing(),
  ];
}

export interface Surface {
  /** The page goes away: what can be undone is stored. */
  leave(): void;
  /** Puts another text in its place. */
  set(json: string): void;
  /** Puts another text in its place block by block: the cursor stays, and what others wrote is not undone here. */
  merge(json: string): void;
  /** Which paragraph the cursor is in, from 1; null where it is not in the text. */
  paragraph(): number | null;
  /** Marks the paragraphs in which others are. */
  mark(others: { paragraph: number; name: string }[]): void;
}

/** Mounts the editor before `textarea`, which goes on holding the text for the form. `changed` is told of each change. */
export function mount(
  place: HTMLElement, textarea: HTMLTextAreaElement, speak: Speak, label: string, changed: () => void, library: MediaLibrary, say: Say,
  remembered: Remembered | null = null,
): Surface {
  let view: EditorView;
  const bar: Toolbar = toolbar(speak, () => view, () => insertPicture(view, speak, library), () => insertFile(view, speak, library.files), () => insertEmbed(view, speak), () => find.open());
  const surface = document.createElement("div");
  surface.className = "surface";
  const find = findBar(speak, () => view);
  const long = length(speak, () => view.state.doc);
  const lang = place.getAttribute("lang") ?? "";
  const own = plugins(speak, lang, () => bar.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), () => find.open());
  const picture: Choice = { key: "picture", sign: "▣", run: (_state, dispatch) => { if (dispatch) insertPicture(view, speak, library); return true; } };
  const file: Choice = { key: "file-title", sign: "≡", run: (_state, dispatch) => { if (dispatch) insertFile(view, speak, library.files); return true; } };
  const embed: Choice = { key: "block-embed", sign: "⊡", run: (_state, dispatch) => { if (dispatch) insertEmbed(view, speak); return true; } };
  const gallery: Choice = { key: "block-gallery", sign: "▥", run: (_state, dispatch) => { if (dispatch) insertGallery(view, speak, library); return true; } };
  const html: Choice = { key: "block-raw", sign: "‹/›", run: (_state, dispatch) => { if (dispatch) insertRaw(view, speak); return true; } };
  const mayWriteRaw = place.hasAttribute("data-raw");
  const slash = slashMenu([picture, gallery, file, embed, ...BLOCK_ITEMS, ...(mayWriteRaw ? [html] : [])], speak);
  const all = [slash, dragHandle(speak), linkBubble(speak), pastedAddress, ...own, pictureFiles(library, say, speak), pastedPictures(library, say, speak), fillCards(library, say, speak)];
  const fresh = (doc: EditorState["doc"]) => EditorState.create({ doc, plugins: all });
  const state = (json: string) => {
    const doc = parse(json);
    const known = remembered?.bring(doc, fresh);
    if (!known) remembered?.begin(doc);
    return known ?? fresh(doc);
  };
  view = new EditorView(surface, {
    state: state(textarea.value),
    attributes: { class: "prose", role: "textbox", "aria-multiline": "true", "aria-labelledby": label, lang, spellcheck: "true" },
    nodeViews: { ...Object.fromEntries(LOCKED.map((name) => [name, lockedView(speak)])), picture: pictureView(speak, library), audio: fileView(speak, library.files), file: fileView(speak, library.files), embed: embedView(speak, library), gallery: galleryView(speak, library), raw: rawView(speak, mayWriteRaw) },
    transformPastedHTML: (html) => cleanPasted(html),
    clipboardTextParser: (text, around, plain) => pastedLines(text, around.marks(), plain),
    transformPasted: (slice, current) => ownLabels(mayWriteRaw ? slice : withoutRaw(slice), current.state.doc),
    dispatchTransaction(transaction) {
      const before = view.state;
      view.updateState(before.apply(transaction));
      remembered?.note(transaction, before, view.state);
      bar.refresh(view);
      if (!transaction.docChanged) return;
      textarea.value = serialise(view.state.doc);
      long.changed();
      changed();
    },
  });
  textarea.hidden = true;
  textarea.value = serialise(view.state.doc);
  place.append(bar.element, find.element, surface, long.element);
  long.changed();
  bar.refresh(view);
  const tops = (node: EditorState["doc"]) => Array.from({ length: node.childCount }, (_, place) => node.child(place));
  return {
    leave: () => remembered?.keep(view.state.doc),
    set(json) {
      view.updateState(state(json));
      textarea.value = serialise(view.state.doc);
      bar.refresh(view);
    },
    merge(json) {
      const [before, after] = [tops(view.state.doc), tops(parse(json))];
      const starts: number[] = [];
      view.state.doc.forEach((_node, offset) => starts.push(offset));
      starts.push(view.state.doc.content.size);
      const { tr } = view.state;
      for (const run of differences(before, after, (a, b) => a.eq(b)).reverse()) {
        tr.replaceWith(starts[run.from]!, starts[run.to]!, after.slice(run.withFrom, run.withTo));
      }
      if (tr.docChanged) view.dispatch(tr.setMeta("addToHistory", false));
    },
    paragraph: () => (view.hasFocus() ? view.state.selection.$from.index(0) + 1 : null),
    mark(others) {
      const marks: Decoration[] = [];
      view.state.doc.forEach((node, offset, index) => {
        const names = others.filter((one) => one.paragraph === index + 1).map((one) => one.name);
        if (names.length) marks.push(Decoration.node(offset, offset + node.nodeSize, { class: "someone-here", "data-who": names.join(", ") }));
      });
      view.dispatch(view.state.tr.setMeta(presenceMarks, DecorationSet.create(view.state.doc, marks)));
    },
  };
}
