/** Writes a document that stands in a string of another text: what is put in is encoded as the string is. */
import { type Encoding } from "../text/encoding.ts";
import { type Edit } from "../text/edit.ts";
import { type Writer } from "./change.ts";

/** `writer` gives edits of the string's decoded text; `encoding` is the string's. */
export function stringWriter(writer: Writer, encoding: Encoding): Writer {
  return {
    edits(changes) {
      const inner = writer.edits(changes);
      if (inner === undefined) return undefined;
      const outer: Edit[] = [];
      for (const { span, newText } of inner) {
        const encoded = encoding.encode(newText);
        if (encoded === undefined) return undefined;
        outer.push({ span: encoding.outerSpan(span.start, span.end), newText: encoded });
      }
      return outer;
    },
  };
}
