/** Texts of a document that lead elsewhere: ARNs of what is written in the workspace, where there is one place for each. */
import { spanContains } from "../../text/span.ts";
import { type Span } from "../../text/span.ts";
import { type PolicyDocument } from "../document.ts";
import { type Workspace } from "../workspace.ts";
import { arnTextsIn, readArnName } from "./arn-names.ts";
import { type WrittenPlace } from "./named-places.ts";

export interface DocumentLinkTo {
  readonly span: Span;
  readonly to: WrittenPlace;
}

/** A large snapshot has more than anybody follows. */
const MOST_LINKS = 1_000;
const MOST_LOOKED_AT = 5_000;

export function linksOf({ source }: PolicyDocument, workspace: Workspace): readonly DocumentLinkTo[] {
  const { path, text } = source;
  const places = workspace.places();
  const links: DocumentLinkTo[] = [];
  let looked = 0;
  for (const span of arnTextsIn(text)) {
    if (links.length >= MOST_LINKS || ++looked > MOST_LOOKED_AT) break;
    const arn = readArnName(text.slice(span.start, span.end));
    const to = arn && places.quickDefinitionOf(arn);
    const isItself = to?.path === path && (spanContains(to.span, span) || spanContains(span, to.span));
    if (to !== undefined && !isItself) links.push({ span, to });
  }
  return links;
}
