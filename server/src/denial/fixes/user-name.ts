/**
 * A variable for the name of an IAM user, in a request that no user makes: the key is absent, and what asks for it never
 * matches. A tag of the session says who it is instead. And the variable for a user's unique ID, where the resource has
 * the name. Sources: "IAM policy elements: Variables and tags", on which principals have which keys; "Pass session tags in
 * AWS STS".
 */
import { splitArn } from "../../policy/arn.ts";
import { replacePart } from "../../policy/changes.ts";
import { type Scalar } from "../../policy/policy.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { type Span } from "../../text/span.ts";
import { isCallerWithoutName, type TracedPolicy, userNameIn, variableIn } from "../near-misses.ts";
import { matchesText } from "./covers.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk } from "./proposal.ts";

/** Without the characters that AWS keeps for its own tags, and as a user's name reads. */
const TAG = "username";

export function userNameProposals(allows: readonly TracedPolicy[], scene: FixScene): readonly FixProposal[] {
  const forAction = allows.filter(({ trace }) => trace.action.truth === "yes");
  if (isCallerWithoutName(scene.request)) return forAction.flatMap((one) => withTag(one, scene));
  const name = scene.request.context.entry("aws:username");
  const [of] = name.state === "present" ? name.values : [];
  return of === undefined ? [] : forAction.flatMap((one) => withName(one, of, scene));
}

function withName(one: TracedPolicy, user: string, scene: FixScene): readonly FixProposal[] {
  const entries = one.trace.resource.truth === "yes" ? [] : (one.trace.statement.resource?.entries ?? []);
  return entries.flatMap((entry) => {
    const at = variableIn(entry, "aws:userid");
    if (at === undefined || partAt(entry, at, scene.exact) !== user) return [];
    return changing(one, replacePart(entry, at.start, at.end, "${aws:username}"), {
      kind: "extend-statement",
      change: {
        change: "use-variable",
        place: scene.placeOf(one),
        written: entry.text.slice(at.start, at.end),
        to: "${aws:username}",
        isOfUser: true,
      },
      risks: ownerRisk(scene),
      given: NOTHING_GIVEN,
      attached: undefined,
      cost: 0,
    });
  });
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
  const value = first === undefined ? undefined : (partAt(first, userNameIn(first), scene.exact) ?? sessionName(scene));
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
export function partAt(entry: Scalar, at: Span | undefined, wanted: string | undefined): string | undefined {
  if (at === undefined || wanted === undefined) return undefined;
  const before = entry.text.slice(0, at.start);
  const start = prefixLength(before, wanted);
  if (start === undefined) return undefined;
  const rest = wanted.slice(start);
  const next = entry.text.charAt(at.end);
  const end = next === "" ? rest.length : rest.indexOf(next);
  return end > 0 ? rest.slice(0, end) : undefined;
}

/**
 * How much of the wanted text stands before the variable; undefined where a variable or a wildcard leaves that open. The
 * Region and the account of an ARN hold no colon, so that a `*` there leaves nothing open.
 */
function prefixLength(before: string, wanted: string): number | undefined {
  if (!/[*?$]/.test(before)) return wanted.startsWith(before) ? before.length : undefined;
  const [own, other] = [splitArn(before), splitArn(wanted)];
  const [last, ofWanted] = [own[5], other[5]];
  if (last === undefined || ofWanted === undefined || /[*?$]/.test(last.text)) return undefined;
  const fits = own.slice(0, 5).every(({ text }, at) => matchesText(text, other[at]?.text ?? ""));
  return fits && ofWanted.text.startsWith(last.text) ? ofWanted.start + last.text.length : undefined;
}

function sessionName({ request }: FixScene): string | undefined {
  const caller = readAccountCaller(request.principal);
  return caller?.kind === "session" ? caller.text.split("/").at(-1) : undefined;
}
