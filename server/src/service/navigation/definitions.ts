/** Where what the ARN under a cursor names is written in the workspace. */
import { type Span } from "../../text/span.ts";
import { type PolicyDocument } from "../document.ts";
import { type Workspace } from "../workspace.ts";
import { arnAt } from "./arn-at.ts";
import { type WrittenPlace } from "./named-places.ts";

export interface Definitions {
  /** Of the ARN in the document. */
  readonly span: Span;
  readonly places: readonly WrittenPlace[];
}

/** Undefined where no ARN is. */
export function definitionsAt(document: PolicyDocument, offset: number, workspace: Workspace): Definitions | undefined {
  const found = arnAt(document, offset);
  return found && { span: found.span, places: workspace.places().definitionsOf(found.arn) };
}
