/** Statements of a document whose place those of other documents take: they are written, and never reach AWS. */
import { type Policy } from "../policy/policy.ts";
import { type Site } from "./host.ts";

/** The policy without the statements that others replace wherever the document is in use. */
export function statementsInForce(policy: Policy, { uses }: Pick<Site, "uses">): Policy {
  const [first = [], ...others] = uses.map(({ stated }) => stated.declared.replaced ?? []);
  const gone = first.filter((sid) => others.every((one) => one.includes(sid)));
  if (gone.length === 0) return policy;
  return {
    ...policy,
    statements: policy.statements.filter(({ sid }) => sid === undefined || !gone.includes(sid.text)),
  };
}
