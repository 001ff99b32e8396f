/** The ARN under a cursor: of an element of a policy, decoded, or of any other text of the file. */
import { type Span, spanHolds } from "../../text/span.ts";
import { policyAt, type PolicyDocument } from "../document.ts";
import { partAt, type PolicyPart } from "../policy-at.ts";
import { type ArnName, arnTextAt, readArnName } from "./arn-names.ts";

export interface ArnAt {
  readonly arn: ArnName;
  readonly span: Span;
}

export function arnAt(document: PolicyDocument, offset: number): ArnAt | undefined {
  const found = policyAt(document, offset);
  const part = found === undefined ? undefined : partAt(found.policy, offset);
  const arn = part === undefined ? undefined : arnOfPart(part);
  if (part !== undefined && arn !== undefined) return { arn, span: part.span };
  const { text } = document.source;
  const span = arnTextAt(text, offset);
  const written = span === undefined ? undefined : readArnName(text.slice(span.start, span.end));
  return span === undefined || written === undefined || !spanHolds(span, offset) ? undefined : { arn: written, span };
}

function arnOfPart(part: PolicyPart): ArnName | undefined {
  switch (part.part) {
    case "resource":
      return readArnName(part.entry.text, part.entry.holes);
    case "value":
      return readArnName(part.value.text, part.value.holes);
    case "principal":
      return part.entry === undefined || part.isTypeOpen || part.holes.length > 0 ? undefined : readArnName(part.entry);
    case "sid":
    case "effect":
    case "action":
    case "version":
    case "policy-word":
    case "statement-word":
    case "condition-word":
    case "operator":
    case "key":
      return undefined;
  }
}
