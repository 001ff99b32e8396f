/** A request that the statement under the cursor matches, or why there is none. */
import { spanHolds } from "../../text/span.ts";
import { say, text, type Passage } from "../../wording/phrase.ts";
import { toPlainText } from "../../wording/plain-text.ts";
import { describeStatement } from "../../wording/statement.ts";
import { policyAt, type PolicyDocument } from "../document.ts";
import { type ProofSources, verdictOn } from "../statement-proof.ts";

/** Plain text. Undefined where no statement is. */
export function matchingRequestAt(document: PolicyDocument, offset: number, sources: ProofSources): string | undefined {
  const found = policyAt(document, offset);
  const statement = found?.policy.statements.find(({ span }) => spanHolds(span, offset));
  if (found === undefined || statement === undefined) return undefined;
  const verdict = found.site.broken ? undefined : verdictOn(found, statement, sources);
  return toPlainText([...describeStatement(statement), text(say``), ...inWords(verdict)]);
}

function inWords(verdict: ReturnType<typeof verdictOn>): Passage {
  if (verdict === undefined) {
    return [
      text(
        say`Whether a request matches is not known: part of the statement is filled in elsewhere, or too much is left open.`,
      ),
    ];
  }
  return "never" in verdict ? verdict.never : verdict.witness;
}
