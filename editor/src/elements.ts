// A few lines that make DOM building readable. No inline style or script: the desk's CSP is strict.

type Attributes = Record<string, string | boolean | ((event: Event) => void)>;

/** Creates an element: attributes as given, `on…` functions as listeners, `true` as an empty attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: (Node | string | null | undefined)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  for (const child of children) if (child != null) element.append(child);
  return element;
}

let last = 0;

/** An id no other element has. */
export function freshId(stem: string): string {
  last += 1;
  return `kq-${stem}-${last}`;
}

/** A labelled form control, with a hint tied to it. */
export function labelled(control: HTMLElement, label: string, hint?: string): HTMLElement {
  const id = freshId("field");
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return h("div", { class: "field" },
    h("label", { for: id }, label), control,
    hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null);
}
