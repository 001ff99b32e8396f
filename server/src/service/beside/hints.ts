/** What stands behind a wildcard, where somebody wants it there: how many actions it means today. */
import { type Catalog } from "../../catalog/catalog.ts";
import { hasWildcard, isOnlyStars } from "../../catalog/match-name.ts";
import { isSettled } from "../../policy/policy.ts";
import { type Span } from "../../text/span.ts";
import { countOf } from "../../wording/phrase.ts";
import { type PolicyDocument } from "../document.ts";

export interface Hint {
  /** Behind which it stands. */
  readonly offset: number;
  readonly label: string;
}

/** Those within the span. Nothing behind `*`, and behind what matches nothing: a finding says so. */
export function hintsIn({ policies }: PolicyDocument, span: Span, catalog: Catalog): readonly Hint[] {
  return policies.flatMap(({ policy }) =>
    policy.statements
      .filter((statement) => statement.span.start <= span.end && span.start <= statement.span.end)
      .flatMap(({ action, notAction }) => [...(action?.entries ?? []), ...(notAction?.entries ?? [])])
      .filter((entry) => span.start <= entry.span.end && entry.span.end <= span.end)
      .filter((entry) => isSettled(entry) && hasWildcard(entry.text) && !isOnlyStars(entry.text))
      .flatMap((entry) => {
        const { count } = catalog.actionsMatching(entry.text, 1);
        return count === 0 ? [] : [{ offset: entry.span.end, label: countOf(count, "action") }];
      }),
  );
}
