// Dragging a block by a handle beside it. For the mouse alone: by keyboard and by touch a block moves with the buttons and keys
// that locked.ts and toolbar.ts have, so the handle is hidden from assistive technology.

import { closeHistory } from "prosemirror-history";
import { NodeSelection, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { h } from "./elements.ts";
import type { Speak } from "./words.ts";

/** The notes stand at the end, whatever is dragged. */
const STAYS = "footnotes";

/** The element of the block that an element within the text belongs to. */
function blockElement(view: EditorView, within: EventTarget | null): HTMLElement | null {
  let element = within instanceof HTMLElement ? within : null;
  while (element && element.parentElement !== view.dom) element = element.parentElement;
  return element;
}

/** Where the block of an element begins. */
function placeOf(view: EditorView, element: HTMLElement): number | null {
  const inside = view.posAtDOM(element, 0);
  if (inside < 0) return null;
  const at = view.state.doc.resolve(inside);
  const place = at.depth ? at.before(1) : at.pos;
  return view.state.doc.nodeAt(place)?.type.name === STAYS ? null : place;
}

/** Takes a block up: it goes where it is dropped. */
function lift(view: EditorView, event: DragEvent, element: HTMLElement): void {
  const place = placeOf(view, element);
  if (place === null || !event.dataTransfer) return event.preventDefault();
  // A move is undone by itself, however soon it follows what was typed.
  view.dispatch(closeHistory(view.state.tr.setSelection(NodeSelection.create(view.state.doc, place))));
  const slice = view.state.selection.content();
  const { dom, text } = view.serializeForClipboard(slice);
  event.dataTransfer.clearData();
  event.dataTransfer.setData("text/html", dom.innerHTML);
  event.dataTransfer.setData("text/plain", text);
  event.dataTransfer.effectAllowed = "copyMove";
  event.dataTransfer.setDragImage(element, 0, 0);
  view.dragging = { slice, move: true };
}

/** The handle, beside whichever block the mouse is over. */
export function dragHandle(speak: Speak): Plugin {
  return new Plugin({
    view(view) {
      const surface = view.dom.parentElement;
      if (!surface) return {};
      let over: HTMLElement | null = null;
      const handle = h("div", { class: "drag-handle", draggable: "true", "aria-hidden": "true", title: speak("drag"), hidden: true }, "⠿");
      const show = (element: HTMLElement | null) => {
        over = element;
        handle.hidden = !element;
        if (element) handle.style.top = `${element.offsetTop}px`;
      };
      const moved = (event: MouseEvent) => {
        const element = blockElement(view, event.target);
        if (element && element !== over && view.editable) show(placeOf(view, element) === null ? null : element);
      };
      surface.addEventListener("mousemove", moved);
      surface.addEventListener("mouseleave", () => show(null));
      handle.addEventListener("dragstart", (event) => { if (over) lift(view, event, over); });
      handle.addEventListener("dragend", () => {
        view.dragging = null;
        show(null);
      });
      surface.append(handle);
      return {
        update: () => { if (over && !over.isConnected) show(null); },
        destroy: () => handle.remove(),
      };
    },
  });
}
