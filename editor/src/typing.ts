// Typography while typing: the apostrophes, quotation marks and spaces of the article's language, as crates/language sets them
// for readers. Backspace right after takes one back and leaves what was typed; code is left alone.

import { InputRule } from "prosemirror-inputrules";

const NARROW = "\u202f";
const NO_BREAK = "\u00a0";

interface Marks { open: string; close: string; innerOpen: string; innerClose: string }

const marks = (open: string, close: string, innerOpen: string, innerClose: string): Marks => ({ open, close, innerOpen, innerClose });
const GUILLEMETS = marks("«", "»", "“", "”");
const LOW = marks("„", "“", "‚", "‘");
const LOW_CLOSED_HIGH = marks("„", "”", "‚", "’");
const OF_LANGUAGE: Record<string, Marks> = {
  fr: GUILLEMETS, it: GUILLEMETS, es: GUILLEMETS, pt: GUILLEMETS, ca: GUILLEMETS, el: GUILLEMETS,
  ru: marks("«", "»", "„", "“"), uk: marks("«", "»", "„", "“"), be: marks("«", "»", "„", "“"),
  sr: LOW, de: LOW, bg: LOW, mk: LOW, cs: LOW, sk: LOW, sl: LOW,
  hr: LOW_CLOSED_HIGH, bs: LOW_CLOSED_HIGH, cnr: LOW_CLOSED_HIGH, sh: LOW_CLOSED_HIGH, pl: LOW_CLOSED_HIGH, hu: LOW_CLOSED_HIGH, ro: LOW_CLOSED_HIGH,
};
const OTHERS = marks("“", "”", "‘", "’");

/** What stands in the place of a typed `"`, after `before`, the text of the paragraph up to it. The number says how many characters of it go too. */
export function quotation(before: string, language: string): { text: string; drop: number } {
  const own = OF_LANGUAGE[language] ?? OTHERS;
  const french = language === "fr";
  const open: string[] = [];
  for (const letter of before) {
    if (letter === open[open.length - 1]) open.pop();
    else if (letter === own.open) open.push(own.close);
    else if (letter === own.innerOpen && open.length && letter !== own.close) open.push(own.innerClose);
  }
  const starts = /(^|[\s(\[{«“„‘—–/])$/.test(before) || (/\p{L}[’']$/u.test(before) && language !== "en");
  // A mark after a space closes what is open where nothing else would: « oui " is the end, not another beginning.
  if (starts && !(open.length && /\S[ \u00a0\u202f]$/.test(before) && french && own.close === open[open.length - 1] && before.endsWith(NO_BREAK))) {
    const mark = open.length % 2 ? own.innerOpen : own.open;
    return { text: french && mark === "«" ? `«${NO_BREAK}` : mark, drop: 0 };
  }
  const mark = open.pop() ?? own.close;
  if (!french || mark !== "»") return { text: mark, drop: 0 };
  const space = /[ \u00a0\u202f]$/.test(before) ? 1 : 0;
  return { text: `${NO_BREAK}»`, drop: space };
}

/** The rules of a language. */
export function typographyRules(language: string): InputRule[] {
  const primary = language.split("-")[0]!.toLowerCase();
  const rules = [
    new InputRule(/"$/, (state, _match, start, end) => {
      const $start = state.doc.resolve(start);
      const before = $start.parent.textBetween(0, $start.parentOffset, undefined, "\ufffc");
      const { text, drop } = quotation(before, primary);
      return state.tr.insertText(text, start - drop, end);
    }),
    new InputRule(/(\p{L})'$/u, (state, match, start, end) => state.tr.insertText(`${match[1]!}’`, start, end)),
  ];
  if (primary === "fr") {
    rules.push(
      new InputRule(/(\S) ([;!?])$/, (state, match, start, end) => state.tr.insertText(match[1]! + NARROW + match[2]!, start, end)),
      new InputRule(/(\S) ([:»])$/, (state, match, start, end) => state.tr.insertText(match[1]! + NO_BREAK + match[2]!, start, end)),
      new InputRule(/« $/, (state, _match, start, end) => state.tr.insertText(`«${NO_BREAK}`, start, end)),
      new InputRule(/(\d) ([%€])$/, (state, match, start, end) => state.tr.insertText(match[1]! + NO_BREAK + match[2]!, start, end)),
    );
  }
  return rules;
}
