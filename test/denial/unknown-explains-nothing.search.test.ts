/** What the files leave to a template: an explanation made without it does not say what a filling would refute. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Explanation } from "../../server/src/denial/explanation.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { ALLOW_ALL, USER } from "../support/evaluation.ts";
import { openStatement } from "../support/fillings.ts";
import { assertAndMeet, type Json, plainStatement } from "../support/generated-evaluations.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const REFUSALS = [
  "because no identity-based policy allows the s3:GetObject action",
  "with an explicit deny in an identity-based policy",
] as const;
const CASES = [
  "the open files explain it",
  "some filling explains it",
  "no filling explains it, nor do the open files",
];
const catalog = miniCatalog();

describe("a name or value that is left to a template", () => {
  test("keeps no file from being named that may explain the denial", () => {
    assertAndMeet(
      CASES,
      [plainStatement, fc.boolean(), fc.nat(30), fc.constantFrom("whole" as const, "half" as const)],
      (meet, statement, allowed, which, part) => {
        const { open, fillings } = openStatement(statement, which, part);
        for (const refusal of REFUSALS) {
          const others = allowed || statement["Effect"] === "Deny" ? [ALLOW_ALL] : [];
          const found = explained(refusal, [...others, open]);
          const filled = fillings.map((filling) => explained(refusal, [...others, filling]));
          const explaining = filled.findIndex(({ verdict }) => verdict === "explained");
          if (found.verdict === "explained") meet(CASES[0]!);
          else if (explaining < 0) meet(CASES[2]!);
          if (explaining >= 0) {
            meet(CASES[1]!);
            assert.equal(found.verdict, "explained", JSON.stringify([refusal, open, fillings[explaining]]));
          }
        }
      },
    );
  });
});

function explained(refusal: string, statements: readonly Json[]): Explanation {
  const { config } = readWorkspaceConfig(
    "iam-verdict.json",
    JSON.stringify({ policies: [{ files: "p.json", kind: "identity", attachedTo: [USER] }] }),
  );
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const workspace = readWorkspace([{ path: "p.json", text }], config);
  const message = `User: ${USER} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::alpha/red" ${refusal}`;
  return explainDenial({ message, workspace, facts: new Map(), catalog });
}
