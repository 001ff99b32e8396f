/** Statements of a document whose place those of other documents take: they are written, and never reach AWS. */
import { type Policy } from "../policy/policy.ts";
import { type Site } from "./host.ts";

/**
 * The policy without the statements that others replace wherever the document is in use. One that is given all that its file
 * leaves open, from where it is read, leaves nothing open.
 */
export function statementsInForce(policy: Policy, { uses }: Pick<Site, "uses">): Policy {
  const isWhole = policy.open && uses.length > 0 && uses.every(({ stated }) => stated.declared.isGivenWhole === true);
  const known = isWhole ? { ...policy, open: false } : policy;
  const [first = [], ...others] = uses.map(({ stated }) => stated.declared.replaced ?? []);
  const gone = first.filter((sid) => others.every((one) => one.includes(sid)));
  if (gone.length === 0) return known;
  return {
    ...known,
    statements: policy.statements.filter(({ sid }) => sid === undefined || !gone.includes(sid.text)),
  };
}
