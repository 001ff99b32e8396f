/** What is asked of a statement in which something is still to be filled in: that this is said, and nothing else. */
import assert from "node:assert/strict";
import { type PolicyKind } from "../../server/src/policy/policy.ts";
import { proveRow } from "../../server/src/service/prove.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "./annotated.ts";

const CATALOG = realCatalog();

export type Elements = Readonly<Record<string, unknown>>;

/** `elements` take the place of those of an Allow for `s3:GetObject` on everything. */
export function assertOnlyToFillIn(kind: PolicyKind, elements: Elements): void {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...elements };
  const found = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
    kind,
    catalog: CATALOG,
  });
  assert.deepEqual(
    found.map(({ code }) => code).filter((code) => code !== "still-to-fill-in" && code !== "needs-all-resources"),
    [],
    JSON.stringify(statement),
  );
  const { proof } = proveRow({ statement, kind }, () => CATALOG, new Map());
  assert.deepEqual(proof.verdict === "never" ? "never" : proof.dead, [], JSON.stringify(statement));
}
