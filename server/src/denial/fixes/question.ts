/** What a search for fixes starts from. */
import { type Request } from "../../evaluation/request.ts";
import { type Policy } from "../../policy/policy.ts";
import { type ActionLookup } from "../action-facts.ts";
import { type StatementPlacer } from "../element-findings.ts";
import { type NearMiss } from "../explanation.ts";
import { type Attempt, type HeldAgainstFiles } from "../hold-against-files.ts";

/** The files of the workspace, as far as fixes need them. */
export interface FixFiles {
  textOf(file: string): string | undefined;
  /** The policies of a file in their order. */
  policiesOf(file: string): readonly Policy[];
  /** The same policies read from another text of the file; undefined unless it reads as before. */
  reread(file: string, text: string): readonly Policy[] | undefined;
}

export interface FixQuestion {
  readonly attempt: Attempt;
  readonly request: Request;
  /** As the message tells it. */
  readonly resource: string | undefined;
  readonly held: HeldAgainstFiles;
  readonly nearMisses: readonly NearMiss[];
  readonly placer: StatementPlacer;
  readonly files: FixFiles;
  readonly actions: ActionLookup;
}
