/** Of a value that is one of several, nothing is said that is true of none of them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyUnderCheck } from "../../server/src/checks/check.ts";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { proofsOf } from "../../server/src/checks/proofs.ts";
import { type Span } from "../../server/src/text/span.ts";
import { readPolicy } from "../../server/src/policy/read-policy.ts";
import { type ObjectValue, type Value } from "../../server/src/syntax/value.ts";
import { findingsAbout, subjectOf } from "../support/annotated.ts";
import { holds, openedAt, valuesIn } from "../support/options.ts";
import { badPolicies, goodPolicies } from "../support/fixture-policies.ts";
import { someOf } from "../support/searching.ts";

describe("a value that is one of several adds no finding that no choice has", () => {
  for (const [number, { name, kind, text }] of [...goodPolicies(), ...badPolicies()].entries()) {
    test(name, () => {
      const subject = subjectOf(text, { kind, resource: "arn:aws:s3:::home" });
      const { object } = subject.policy;
      const values = valuesIn(object);
      const opened = values.flatMap((value, index) => openedAt(object, value, othersFor(value, values, index)));
      for (const { open, fillings, words, placeOf } of someOf(opened, number)) {
        const found = fillings.flatMap((filling) => marksOf(subject, filling));
        const known = new Set(found.map(({ mark }) => mark));
        const wholes = found.filter(({ proved }) => proved);
        const dead = fillings.flatMap((filling) => deadStatements({ ...subject, policy: readPolicy(filling) }));
        const added = marksOf(subject, open).filter(
          ({ mark, code, proved, span }) =>
            !known.has(mark) &&
            !(proved && wholes.some((one) => one.code === code && holds(one.reach, span))) &&
            !(proved && dead.some((outer) => holds(outer, placeOf(span)))),
        );
        assert.deepEqual(added, [], words);
      }
    });
  }
});

/** The next value of its kind, which most often could stand here, and the next of all, which most often could not. */
function othersFor(value: Value, values: readonly Value[], index: number): readonly Value[] {
  const others = [...values.slice(index + 1), ...values.slice(0, index)].filter(
    (other) => !holds(other.span, value.span),
  );
  const alike = others.find(({ kind }) => kind === value.kind);
  return [alike, others.at(0)].flatMap((other) => other ?? []);
}

interface Mark {
  readonly mark: string;
  readonly code: string;
  readonly span: Span;
  /** What is said of it: what is said of a whole statement in one choice may be said of an entry of it. */
  readonly reach: Span;
  /** A consequence, of which a statement that never matches has many; which of them is told may change. */
  readonly proved: boolean;
}

/** Each check by itself: what one says may keep another from repeating it. */
function marksOf(subject: PolicyUnderCheck, object: ObjectValue): readonly Mark[] {
  const read = { ...subject, policy: readPolicy(object) };
  return ALL_CHECKS.flatMap((check) => findingsAbout(read, [check])).map(({ code, span, fades, provedFrom }) => ({
    mark: `${code} ${span.start}-${span.end}`,
    code,
    reach: fades ?? span,
    span,
    proved: provedFrom !== undefined,
  }));
}

function deadStatements(subject: PolicyUnderCheck): readonly Span[] {
  return [...proofsOf(subject)].filter(({ proof }) => proof.verdict === "never").map(({ statement }) => statement.span);
}
