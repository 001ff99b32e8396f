/** What several checks ask of a statement is found once. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { statementFact } from "../../server/src/checks/known-statements.ts";
import { subjectOf } from "../support/annotated.ts";

const POLICY = `{"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}]}`;

describe("a fact of a statement is sought once", () => {
  test("for all who ask about one policy, even where nobody has its text", () => {
    const sought: number[] = [];
    const effectOf = statementFact((statement) => (sought.push(statement.index), statement.effect?.text));
    const subject = subjectOf(POLICY, {});
    const ask = (): unknown => subject.policy.statements.map((statement) => effectOf(subject, statement));
    assert.deepEqual(
      [ask(), ask()],
      [
        ["Allow", "Deny"],
        ["Allow", "Deny"],
      ],
    );
    assert.deepEqual(sought, [0, 1]);
  });

  test("and anew for a policy that is read anew from a broken text", () => {
    const sought: number[] = [];
    const effectOf = statementFact((statement) => sought.push(statement.index));
    for (let count = 0; count < 2; count++) {
      const subject = { ...subjectOf(POLICY, {}), source: POLICY, broken: true };
      subject.policy.statements.forEach((statement) => effectOf(subject, statement));
    }
    assert.deepEqual(sought, [0, 1, 0, 1]);
  });
});
