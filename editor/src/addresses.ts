// A bare address pasted into the text becomes a link: on the words that are selected, or as its own words. Alone on a line, the
// bubble at the link then offers to show it as an embed.

import { Plugin } from "prosemirror-state";
import { embedAddress } from "./embeds.ts";
import { schema } from "./schema.ts";

export const pastedAddress: Plugin = new Plugin({
  props: {
    handlePaste(view, event) {
      const text = event.clipboardData?.getData("text/plain").trim() ?? "";
      const { from, to, empty, $from, $to } = view.state.selection;
      const link = schema.marks["link"]!;
      if (/\s/.test(text) || !$from.sameParent($to) || !$from.parent.inlineContent || !$from.parent.type.allowsMarkType(link)) return false;
      const address = embedAddress(text);
      if (!address) return false;
      const mark = link.create({ href: address });
      const { tr } = view.state;
      if (empty) tr.replaceSelectionWith(schema.text(address, [...$from.marks().filter((one) => one.type !== link), mark]), false);
      else tr.removeMark(from, to, link).addMark(from, to, mark);
      view.dispatch(tr.scrollIntoView());
      return true;
    },
  },
});
