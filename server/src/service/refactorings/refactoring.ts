/** What a refactoring is: other words of a policy that allow and deny the same. */
import { type Catalog } from "../../catalog/catalog.ts";
import { type CheckMemory } from "../../checks/memory.ts";
import { type Statement } from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { type Span } from "../../text/span.ts";
import { type Phrase } from "../../wording/phrase.ts";
import { type DocumentPolicy } from "../document.ts";
import { type Written } from "../../proof/comparing/statement-parts.ts";

/** Not yet proved. */
export interface Proposal {
  /** An imperative sentence for the menu. */
  readonly title: Phrase;
  readonly sort: RefactoringSort;
  readonly changes: readonly Change[];
  /** `reference`: it is the same for the actions that the reference lists, not for those that AWS adds later. */
  readonly ground: "logic" | "reference";
}

/** As editors sort them: other words in place, one thing made several, several made one. */
export type RefactoringSort = "rewrite" | "extract" | "inline";

/** Where somebody asks what can be done. */
export interface RefactoringPlace {
  readonly policy: DocumentPolicy;
  readonly statement: Statement;
  /** What is selected, or where the cursor stands. */
  readonly span: Span;
  /** The text of the file. */
  readonly text: string;
  readonly written: Written;
  readonly catalog: Catalog;
  readonly memory: CheckMemory;
}

/** None where the changes cannot be made. */
export function proposed(
  title: Phrase,
  changes: readonly Change[] | undefined,
  { sort, ground = "logic" }: { readonly sort: RefactoringSort; readonly ground?: Proposal["ground"] },
): readonly Proposal[] {
  return changes === undefined || changes.length === 0 ? [] : [{ title, changes, sort, ground }];
}
