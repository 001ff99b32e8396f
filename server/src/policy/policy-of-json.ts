/** A policy that stands in no file. */
import { WITHOUT_HOLES } from "../syntax/value.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { type Policy } from "./policy.ts";
import { readPolicy } from "./read-policy.ts";

export function policyOfJson(json: Readonly<Record<string, unknown>>): Policy {
  const value = valueOfJson(json, WITHOUT_HOLES);
  return readPolicy(value.kind === "object" ? value : { kind: "object", span: { start: 0, end: 0 }, members: [] });
}
