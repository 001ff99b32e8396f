/** Growing a selection, in every host: what an editor makes of brackets ends at the quotes around a policy in a string. */
import { type SelectionRange } from "vscode-languageserver";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { toLspRange } from "../to-lsp.ts";
import { type Span } from "../../text/span.ts";
import { type UnchangingText } from "../unchanging-text.ts";

export const selections: LspFeature = {
  capabilities: { selectionRangeProvider: true },
  register(server) {
    server.connection.onSelectionRanges(({ textDocument, positions }, token) =>
      answerFromVersion(server, "selections", textDocument.uri, token, ({ service, document, version: { text } }) => {
        const offsets = positions.map((position) => text.offsetAt(position));
        const found = offsets.map((offset) => service.selections(document, offset));
        if (found.every((spans) => spans.length === 0)) return null;
        return found.map((spans, index) => toLspSelection(text, spans, offsets[index] ?? 0));
      }),
    );
  },
};

/** A position that nothing is known of stands for itself: the protocol has an answer for each. */
function toLspSelection(text: UnchangingText, spans: readonly Span[], offset: number): SelectionRange {
  const nothing: SelectionRange = { range: toLspRange(text, { start: offset, end: offset }) };
  const outermostFirst = [...spans].reverse();
  return (
    outermostFirst.reduce<SelectionRange | undefined>(
      (parent, span) => ({ range: toLspRange(text, span), ...(parent === undefined ? {} : { parent }) }),
      undefined,
    ) ?? nothing
  );
}
