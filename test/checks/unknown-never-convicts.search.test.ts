/** What the file does not settle may take findings away, never add one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyUnderCheck } from "../../server/src/checks/check.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { proofsOf } from "../../server/src/checks/proofs.ts";
import { type Span } from "../../server/src/text/span.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { type ObjectValue } from "../../server/src/syntax/value.ts";
import { findingsAbout, subjectOf } from "../support/annotated.ts";
import { badPolicies, goodPolicies } from "../support/fixture-policies.ts";
import { someOf } from "../support/searching.ts";
import { opened, openPartInWords, openParts } from "../support/open-forms.ts";

describe("a name or value that is not settled adds no finding", () => {
  for (const [number, { name, kind, named, text }] of [...goodPolicies(), ...badPolicies()].entries()) {
    test(name, () => {
      const subject = subjectOf(text, { kind, ...(named && { named }), resource: "arn:aws:s3:::home" });
      const { object } = subject.policy;
      const before = new Set(marksOf(subject, object).map(({ mark }) => mark));
      const dead = deadStatements(subject);
      for (const part of someOf(openParts(object), number)) {
        const added = marksOf(subject, opened(object, part)).filter(
          ({ mark, proved, span }) => !before.has(mark) && !(proved && dead.some((outer) => holds(outer, span))),
        );
        assert.deepEqual(added, [], openPartInWords(text, part));
      }
    });
  }
});

interface Mark {
  readonly mark: string;
  readonly span: Span;
  /** A consequence, of which a statement that never matches has many; which of them is told may change. */
  readonly proved: boolean;
}

/** Each check by itself: what one says may keep another from repeating it. */
function marksOf(subject: PolicyUnderCheck, object: ObjectValue): readonly Mark[] {
  const read = { ...subject, policy: readPolicy(object) };
  return ALL_CHECKS.flatMap((check) => findingsAbout(read, [check])).map(({ code, span, provedFrom }) => ({
    mark: `${code} ${span.start}-${span.end}`,
    span,
    proved: provedFrom !== undefined,
  }));
}

function deadStatements(subject: PolicyUnderCheck): readonly Span[] {
  return [...proofsOf(subject)].filter(({ proof }) => proof.verdict === "never").map(({ statement }) => statement.span);
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
