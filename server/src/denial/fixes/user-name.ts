/**
 * A variable for the name of an IAM user, in a request that no user makes: the key is absent, and what asks for it never
 * matches. A tag of the session says who it is instead. Sources: "IAM policy elements: Variables and tags", on which
 * principals have which keys; "Pass session tags in AWS STS".
 */
import { replacePart } from "../../policy/changes.ts";
import { type Scalar } from "../../policy/policy.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { isCallerWithoutName, userNameIn } from "../near-misses.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { changing, type FixProposal, type FixScene, ownerRisk } from "./proposal.ts";

/** Without the characters that AWS keeps for its own tags, and as a user's name reads. */
const TAG = "username";

export function userNameProposals(allows: readonly TracedPolicy[], scene: FixScene): readonly FixProposal[] {
  if (!isCallerWithoutName(scene.request)) return [];
  return allows.filter(({ trace }) => trace.action.truth === "yes").flatMap((one) => withTag(one, scene));
}

function withTag(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement, condition } = one.trace;
  const named = (entries: readonly Scalar[]): readonly Scalar[] =>
    entries.filter((entry) => userNameIn(entry) !== undefined);
  const entries = [
    ...named(statement.resource?.entries ?? []),
    ...condition.entries.flatMap(({ entry }) => named(entry.values.entries)),
  ];
  const changes = entries.flatMap((entry) => {
    const at = userNameIn(entry);
    return at === undefined ? [] : replacePart(entry, at.start, at.end, `\${aws:PrincipalTag/${TAG}}`);
  });
  const [first] = entries;
  const value = first === undefined ? undefined : (partOf(first, scene.exact) ?? sessionName(scene));
  if (first === undefined || value === undefined) return [];
  const key = `aws:PrincipalTag/${TAG}`;
  return changing(one, changes, {
    kind: "extend-statement",
    change: { change: "use-variable", place: scene.placeOf(one), written: "${aws:username}", to: `\${${key}}` },
    risks: [{ risk: "only-if", facts: [{ key, value }] }, ...ownerRisk(scene)],
    given: new Map([[key.toLowerCase(), { state: "present", form: "single", values: [value] }]]),
    attached: undefined,
    cost: 0,
  });
}

/** What the resource has in the place of the variable, where only plain text stands before it. */
function partOf(entry: Scalar, wanted: string | undefined): string | undefined {
  const at = userNameIn(entry);
  if (at === undefined || wanted === undefined) return undefined;
  const before = entry.text.slice(0, at.start);
  if (/[*?$]/.test(before) || !wanted.startsWith(before)) return undefined;
  const rest = wanted.slice(before.length);
  const next = entry.text.charAt(at.end);
  const end = next === "" ? rest.length : rest.indexOf(next);
  return end > 0 ? rest.slice(0, end) : undefined;
}

function sessionName({ request }: FixScene): string | undefined {
  const caller = readAccountCaller(request.principal);
  return caller?.kind === "session" ? caller.text.split("/").at(-1) : undefined;
}
