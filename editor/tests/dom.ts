// A document for the editor's libraries, before any of them loads.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><html><body></body></html>");
for (const name of ["document", "window", "Node", "HTMLElement", "DOMParser", "MutationObserver", "Element", "getSelection", "navigator"]) {
  const value = name === "window" ? window : (window as unknown as Record<string, unknown>)[name];
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
