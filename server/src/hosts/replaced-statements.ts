/** Statements of a document whose place those of other documents take: they are written, and never reach AWS. */
import { type Policy } from "../policy/policy.ts";
import { spanContains } from "../text/span.ts";
import { type Site } from "./host.ts";

/**
 * The policy without the statements that others replace wherever the document is in use. One that is given all that its file
 * leaves open, from where it is read, leaves nothing open.
 */
export function statementsInForce(policy: Policy, { uses }: Pick<Site, "uses">): Policy {
  const isWhole = policy.open && uses.length > 0 && uses.every(({ stated }) => stated.declared.isGivenWhole === true);
  const known = isWhole ? { ...policy, open: false, statements: withoutLoops(policy, uses) } : policy;
  const [first = [], ...others] = uses.map(({ stated }) => stated.declared.replaced ?? []);
  const gone = first.filter((sid) => others.every((one) => one.includes(sid)));
  if (gone.length === 0) return known;
  return {
    ...known,
    statements: known.statements.filter(({ sid }) => sid === undefined || !gone.includes(sid.text)),
  };
}

/** What a loop makes of each statement that is given is read where that stands. */
function withoutLoops({ statements }: Policy, uses: Site["uses"]): Policy["statements"] {
  const loops = uses.flatMap(({ stated }) => stated.declared.loopsOfGiven ?? []);
  return loops.length === 0
    ? statements
    : statements.filter(({ span }) => !loops.some((loop) => spanContains(loop, span)));
}
