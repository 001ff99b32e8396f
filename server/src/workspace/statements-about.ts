/** Every statement of a workspace that has to do with an action on a resource, whoever asks. */
import { type StatementPlace, tracePreparedStatement } from "../evaluation/trace-statement.ts";
import { prepareRequest, type PreparedRequest } from "../evaluation/prepared-request.ts";
import { type PreparedStatement, prepareStatements } from "../evaluation/prepared-statement.ts";
import { contextOf } from "../evaluation/request.ts";
import { isSettled, type Statement } from "../policy/policy.ts";
import { slotOfKind } from "../policy/slots.ts";
import { isOfDeclared } from "./declared-attachments.ts";
import { isWithinResource } from "./resource-names.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

export interface AccessQuestion {
  /** `service:Name` */
  readonly action: string;
  /** An ARN, in which `*` and `?` may be any text; undefined for any resource. */
  readonly resource: string | undefined;
}

/** Why a statement that names the action and the resource may leave some of its requests alone. */
export type Doubt =
  | "condition"
  /** It names some of the resources that were asked about. */
  | "some-resources"
  | "variable"
  /** A part that matters is filled in elsewhere. */
  | "filled-in"
  /** It may be left out of the policy. */
  | "may-be-absent"
  /** The resource that has the policy is not known. */
  | "whose";

export interface StatementAbout {
  readonly policy: WorkspacePolicy;
  readonly statement: Statement;
  /** Undefined where the file does not settle it, or AWS does not know it. */
  readonly effect: "Allow" | "Deny" | undefined;
  /** Without any, it applies to every such request of those whom it is about. */
  readonly doubts: readonly Doubt[];
}

/** A step for each policy. */
export function* statementsAbout(
  question: AccessQuestion,
  { policies }: WorkspacePolicies,
): Generator<undefined, readonly StatementAbout[]> {
  const request = requestOf(question);
  const found: StatementAbout[] = [];
  for (const policy of policies) {
    const whose = belongingOf(policy, question.resource);
    if (whose !== "elsewhere") {
      const place = placeOf(policy);
      for (const prepared of prepareStatements(policy.policy, policy.policy.statements)) {
        const one = about(prepared, policy, place, request);
        if (one !== undefined) found.push(whose === "unknown" ? { ...one, doubts: [...one.doubts, "whose"] } : one);
      }
    }
    yield;
  }
  return found;
}

function requestOf({ action, resource }: AccessQuestion): PreparedRequest {
  const isOpen = resource === undefined || /[*?]/.test(resource);
  return prepareRequest({
    principal: "*",
    action,
    resource: {
      arn: resource ?? "*",
      ...(isOpen ? { possible: [resource ?? "*"] } : {}),
      accountId: undefined,
    },
    context: contextOf([], { unlisted: "unknown" }),
  });
}

function placeOf({ policy, name, kind }: WorkspacePolicy): StatementPlace {
  return {
    slot: slotOfKind(kind.kind) ?? "identity",
    policyName: name,
    orgIdentifier: undefined,
    policy,
    callerHasBoundary: false,
  };
}

function about(
  prepared: PreparedStatement,
  policy: WorkspacePolicy,
  place: StatementPlace,
  request: PreparedRequest,
): StatementAbout | undefined {
  const { statement, effect } = prepared;
  const trace = tracePreparedStatement(prepared, place, request);
  if (trace.action.truth === "no" || trace.resource.truth === "no") return undefined;
  const doubts: Doubt[] = [];
  if (trace.action.truth === "unknown") doubts.push("filled-in");
  if (trace.resource.truth === "unknown") doubts.push(doubtOfResource(statement));
  if (statement.condition !== undefined && mayFail(statement)) doubts.push("condition");
  if (!statement.certain) doubts.push("may-be-absent");
  return { policy, statement, effect, doubts: [...new Set(doubts)] };
}

/** An empty Condition asks for nothing. */
function mayFail({ condition }: Statement): boolean {
  return (
    condition !== undefined &&
    (condition.open || condition.operators.some(({ open, entries }) => open || entries.length > 0))
  );
}

function doubtOfResource({ resource, notResource }: Statement): Doubt {
  const lists = [resource, notResource].flatMap((list) => list ?? []);
  const entries = lists.flatMap((list) => list.entries);
  if (lists.some(({ open }) => open) || entries.some((entry) => !isSettled(entry) || !entry.certain))
    return "filled-in";
  return entries.some(({ text }) => text.includes("${")) ? "variable" : "some-resources";
}

/** A policy that a resource or role has is about that one alone. */
function belongingOf(
  { kind, binding }: WorkspacePolicy,
  resource: string | undefined,
): "here" | "elsewhere" | "unknown" {
  if (kind.kind !== "resource" && kind.kind !== "trust") return "here";
  const owners = [binding.resource ?? [], binding.declared.resources].flat();
  if (owners.length === 0) return resource === undefined ? "here" : "unknown";
  if (resource === undefined) return "here";
  const isOwn =
    (binding.resource !== undefined && isWithinResource(resource, binding.resource)) ||
    isOfDeclared(binding.declared, resource);
  if (isOwn) return "here";
  return /[*?]/.test(resource) ? "unknown" : "elsewhere";
}
