// The form around the editor as plain data: every field a list of texts, the body one of them.
// What concerns the request rather than the article (token, number, pressed button) is left out.

export type Fields = Record<string, string[]>;

const NOT_THE_ARTICLE = new Set(["csrf", "number", "from", "handed", "action", "tell_readers"]);

export function readFields(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, value] of new FormData(form)) {
    if (NOT_THE_ARTICLE.has(name) || typeof value !== "string") continue;
    (fields[name] ??= []).push(value);
  }
  return fields;
}

/** Puts texts back into the form. The body is the editor's own affair: `setBody` receives it. */
export function writeFields(form: HTMLFormElement, fields: Fields, setBody: (json: string) => void): void {
  const seen: Record<string, number> = {};
  for (const control of Array.from(form.elements)) {
    const name = (control as HTMLInputElement).name;
    if (!name || NOT_THE_ARTICLE.has(name)) continue;
    const values = fields[name] ?? [];
    if (name === "body") continue;
    if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
      control.checked = values.includes(control.value);
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
      const place = seen[name] ?? 0;
      seen[name] = place + 1;
      control.value = values[place] ?? "";
    }
  }
  const body = fields["body"]?.[0];
  if (body !== undefined) setBody(body);
}
