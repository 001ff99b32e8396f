/** Everything about finding one's way in policies: in a document, and in a workspace. */
import { type Span } from "../../text/span.ts";
import { type PolicyDocument } from "../document.ts";
import { type Workspace } from "../workspace.ts";
import { type Definitions, definitionsAt } from "./definitions.ts";
import { foldsOf } from "./folds.ts";
import { type DocumentLinkTo, linksOf } from "./links.ts";
import { type WrittenPlace } from "./named-places.ts";
import { type ReferenceQuestion, referencesAt } from "./references.ts";
import { selectionsAt } from "./selections.ts";
import { type PolicySymbol, symbolsOf } from "./symbols.ts";
import { type WorkspaceSymbolFound, workspaceSymbols } from "./workspace-symbols.ts";

export interface Navigation {
  symbols(document: PolicyDocument): readonly PolicySymbol[];
  /** What a growing selection takes in around the offset, each within the next. */
  selections(document: PolicyDocument, offset: number): readonly Span[];
  folds(document: PolicyDocument): readonly Span[];
  /** Where what the ARN under the offset names is written. */
  definitions(document: PolicyDocument, offset: number, workspace: Workspace): Definitions | undefined;
  references(question: ReferenceQuestion): Generator<undefined, readonly WrittenPlace[]>;
  links(document: PolicyDocument, workspace: Workspace): readonly DocumentLinkTo[];
  workspaceSymbols(query: string, workspace: Workspace): Generator<undefined, readonly WorkspaceSymbolFound[]>;
}

export const NAVIGATION: Navigation = {
  symbols: symbolsOf,
  selections: selectionsAt,
  folds: foldsOf,
  definitions: definitionsAt,
  references: referencesAt,
  links: linksOf,
  workspaceSymbols,
};
