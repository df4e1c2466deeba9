// The interface's words come from the server, in the account's language, as the JSON of `data-words`.

/** Every key the editor asks for; the server's template gives them all. */
export type Words = Record<string, string>;

/** Looks up one phrase and fills its `{name}` places. A key without a phrase shows itself, so that it is noticed. */
export function speaker(words: Words): Speak {
  return (key, values = {}) => {
    const phrase = words[key] ?? key;
    return phrase.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  };
}

export type Speak = (key: string, values?: Record<string, string>) => string;

export function parseWords(json: string | null): Words {
  if (!json) return {};
  try {
    return JSON.parse(json) as Words;
  } catch {
    return {};
  }
}
