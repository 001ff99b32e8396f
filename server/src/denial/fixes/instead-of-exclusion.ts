/** NotPrincipal lists the caller's role or user, and AWS holds more against it: a condition holds that one ARN. */
import { type StatementTrace } from "../../evaluation/decision.ts";
import { addCondition, replaceElement } from "../../policy/changes.ts";
import { isSettled, type Statement } from "../../policy/policy.ts";
import { memberNamed } from "../../syntax/value.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { givenCaller } from "./exempt-caller.ts";
import { changing, type FixProposal, type FixScene, ownerRisk, pathRisk } from "./proposal.ts";

/** None where the list does not name the caller, or names somebody whom no ARN of a user, role or account stands for. */
export function conditionForExclusion(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { caller } = scene;
  const spared = caller?.type === "AWS" ? sparedArns(one.trace, caller.text) : undefined;
  const member = memberNamed(one.trace.statement.object, "NotPrincipal");
  if (caller === undefined || spared?.includes(caller.text) !== true || member === undefined) return [];
  const everybody = replaceElement(member, "Principal", "*");
  const asked = addCondition(one.trace.statement, { operator: "ArnNotLike", key: "aws:PrincipalArn", value: spared });
  return changing(one, everybody && asked && [...everybody, ...asked], {
    kind: "change-condition",
    change: { change: "instead-of-exclusion", place: scene.placeOf(one) },
    risks: [...pathRisk(scene), ...ownerRisk(scene)],
    given: givenCaller(scene),
    attached: undefined,
    cost: 1,
  });
}

/** As `aws:PrincipalArn` has them: of a session its role, of an account its root user. */
function sparedArns({ statement }: StatementTrace, caller: string): readonly string[] | undefined {
  const texts = listedTexts(statement);
  const partition = caller.split(":")[1] ?? "aws";
  const arns = texts?.map((text) => (/^\d{12}$/.test(text) ? `arn:${partition}:iam::${text}:root` : text));
  const named = arns?.filter((arn) => !SESSION.test(arn));
  const areWhole = arns?.every((arn) => SPARED.test(arn) || isSessionOf(arn, named ?? []));
  return areWhole === true && named !== undefined ? [...new Set(named)] : undefined;
}

function listedTexts({ notPrincipal }: Statement): readonly string[] | undefined {
  if (notPrincipal?.form !== "typed") return undefined;
  const isPlain = notPrincipal.types.every(
    ({ type, open, misplaced, entries }) =>
      type === "AWS" && !open && misplaced.length === 0 && entries.every((entry) => isSettled(entry) && entry.certain),
  );
  return isPlain ? notPrincipal.types.flatMap(({ entries }) => entries.map(({ text }) => text)) : undefined;
}

const SPARED = /^arn:[^:]*:iam::\d{12}:(?:root|(?:user|role)\/[^*?]+)$/;
const SESSION = /^arn:[^:]*:sts::\d{12}:assumed-role\//;

/** Its role is listed beside it. */
function isSessionOf(arn: string, named: readonly string[]): boolean {
  const [, account = "", role = ""] = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role !== "" && named.some((one) => one.includes(`::${account}:role/`) && one.endsWith(`/${role}`));
}
