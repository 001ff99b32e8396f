/** What would make an Allow match: the element that fails is corrected or extended, by no more than was asked for. */
import { everythingOfType } from "../../catalog/arn-template.ts";
import { isNearName } from "../../domains/nearest-name.ts";
import { type StatementTrace } from "../../evaluation/decision.ts";
import { splitArn } from "../../policy/arn.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { addEntries, replacePart, replaceText } from "../../policy/changes.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type FixRisk } from "../explanation.ts";
import { conditionProposals } from "./conditions.ts";
import { statementProposals } from "./new-statement.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk, roleRisk } from "./proposal.ts";

export function allowProposals(scene: FixScene): readonly FixProposal[] {
  const allows = scene.statements.filter(({ trace }) => trace.effect === "Allow" && trace.matches !== "yes");
  const failing = allows.map((one) => ({ one, element: onlyFailing(one.trace) }));
  const extended = failing.flatMap(({ one, element }): readonly FixProposal[] => {
    switch (element) {
      case "action":
        return actionProposals(one, scene);
      case "resource":
        return resourceProposals(one, scene);
      case "principal":
        return principalProposals(one, scene);
      case "condition":
        return conditionProposals(one, scene);
      case undefined:
        return [];
    }
  });
  // Where only a condition stands in the way, a statement without it would defeat its purpose.
  const guarded = failing.some(({ element }) => element === "condition");
  return guarded ? extended : [...extended, ...statementProposals(scene)];
}

/** The one element that does not match while all others do. */
function onlyFailing(trace: StatementTrace): "action" | "resource" | "principal" | "condition" | undefined {
  const truths = [
    ["action", trace.action.truth],
    ["resource", trace.resource.truth],
    ["principal", trace.principal?.truth ?? "yes"],
    ["condition", trace.condition.truth],
  ] as const;
  const [failing, ...more] = truths.filter(([, truth]) => truth !== "yes");
  if (failing === undefined || more.length > 0) return undefined;
  return failing[1] === "no" || failing[0] === "condition" ? failing[0] : undefined;
}

/** The base of every proposal that edits one statement. */
function extension(
  one: TracedPolicy,
  scene: FixScene,
): Pick<FixProposal, "kind" | "given" | "attached"> & {
  readonly place: ReturnType<FixScene["placeOf"]>;
} {
  return { kind: "extend-statement", given: NOTHING_GIVEN, attached: undefined, place: scene.placeOf(one) };
}

function actionProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  if (statement.action === undefined) return [];
  const { place, ...base } = extension(one, scene);
  const { action } = scene;
  const slip = statement.action.entries.find((entry) => isSlip(entry, scene));
  if (slip !== undefined) {
    const change = { change: "correct-action", place, written: slip.text, to: action } as const;
    return changing(one, replaceText(slip, action), { ...base, change, risks: ownerRisk(scene), cost: 0 });
  }
  const wide = isEverything(statement.resource) && scene.takesResource !== false && !limitsOnly(scene);
  // A right on everything for another service says nothing of this one.
  if (wide && !statement.action.entries.some(({ text }) => isOfSameService(text, action))) return [];
  const change = { change: "add-action", place, to: action } as const;
  const risks = [...otherResources(statement.resource, scene), ...ownerRisk(scene), ...roleRisk(scene)];
  return changing(one, addEntries(statement.action, [action]), { ...base, change, risks, cost: wide ? 4 : 2 });
}

function isOfSameService(text: string, action: string): boolean {
  return text.toLowerCase().startsWith(action.slice(0, action.indexOf(":") + 1).toLowerCase());
}

/** A name that no action has and that is near the one asked for. */
function isSlip(entry: Scalar, { action, isAction }: FixScene): boolean {
  const { text } = entry;
  if (!isSettled(entry) || /[*?]/.test(text) || isAction(text)) return false;
  const [service = "", name = ""] = text.toLowerCase().split(":");
  const [wantedService = "", wantedName = ""] = action.toLowerCase().split(":");
  if (service === wantedService) return isNearName(name, wantedName);
  return name === wantedName && isNearName(service, wantedService);
}

function resourceProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  const { resource: wanted, arnTemplates } = scene;
  if (statement.resource === undefined || wanted === undefined) return [];
  const { place, ...base } = extension(one, scene);
  const risks = [...ownerRisk(scene), ...roleRisk(scene)];
  const proposals: FixProposal[] = [];
  for (const entry of statement.resource.entries) {
    const field = slippedField(entry, wanted);
    if (field !== undefined) {
      const to = entry.text.slice(0, field.start) + field.wanted + entry.text.slice(field.end);
      const takes: FixRisk = { risk: "takes-away", entry: entry.text };
      const change = { change: "correct-resource", place, written: entry.text, to } as const;
      const proposal = { ...base, change, risks: [takes, ...risks], cost: 0.5 };
      proposals.push(...changing(one, replacePart(entry, field.start, field.end, field.wanted), proposal));
    }
    const to = isSettled(entry) ? everythingOfType(wanted, entry.text, arnTemplates) : undefined;
    if (to !== undefined) {
      const more: FixRisk = { risk: "more-than-asked", granted: to };
      const change = { change: "add-resource", place, to } as const;
      const proposal = { ...base, change, risks: [more, ...risks], cost: 5 };
      proposals.push(...changing(one, addEntries(statement.resource, [to]), proposal));
    }
  }
  const actions = statement.action?.entries ?? [];
  if (actions.some(isWholeService) && !limitsOnly(scene)) return proposals;
  const others = otherActions(actions, scene);
  const change = { change: "add-resource", place, to: wanted } as const;
  const proposal = { ...base, change, risks: [...others, ...risks], cost: others.length === 0 ? 1 : 4 };
  return [...proposals, ...changing(one, addEntries(statement.resource, [wanted]), proposal)];
}

interface SlippedField {
  readonly start: number;
  readonly end: number;
  readonly wanted: string;
}

/** The one field of an ARN that is nearly the wanted one; a Region or an account that is another one is no slip. */
function slippedField(entry: Scalar, wanted: string): SlippedField | undefined {
  if (!isSettled(entry)) return undefined;
  const fields = splitArn(entry.text);
  const wantedFields = splitArn(wanted);
  if (fields.length !== 6 || wantedFields.length !== 6) return undefined;
  const different = fields.filter(({ text, field }, at) => {
    const other = wantedFields[at]?.text ?? "";
    return field === "resource" ? !coversPlainly(text, other) : text !== "*" && text !== other;
  });
  const [field, ...more] = different;
  if (field === undefined || more.length > 0) return undefined;
  const other = wantedFields.find((one) => one.field === field.field)?.text ?? "";
  if (other === "" || field.text.toLowerCase() === "") return undefined;
  const slip =
    field.field === "account"
      ? !/^\d{12}$/.test(field.text) && /^\d+$/.test(field.text)
      : field.field === "resource"
        ? isSlippedName(field.text, other)
        : field.field === "service" && isNearName(field.text, other);
  return slip ? { start: field.start, end: field.end, wanted: other } : undefined;
}

/** Only a whole name in another case: names that differ otherwise may well be two things. */
function isSlippedName(written: string, wanted: string): boolean {
  return !/[*?$]/.test(written) && written.toLowerCase() === wanted.toLowerCase();
}

/** Good enough to say that this field is not the one that fails. */
function coversPlainly(pattern: string, text: string): boolean {
  const wild = pattern.indexOf("*");
  return wild < 0 ? pattern === text : text.startsWith(pattern.slice(0, wild));
}

function principalProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement } = one.trace;
  const { caller } = scene;
  if (caller === undefined || statement.principal?.form !== "typed") return [];
  const { place, ...base } = extension(one, scene);
  const type = statement.principal.types.find((entries) => entries.type === caller.type);
  const session = type?.entries.find((entry) => isSessionOf(entry, caller.text));
  const risks = [...pathRisk(scene), ...ownerRisk(scene), ...roleRisk(scene)];
  if (session !== undefined) {
    const change = { change: "role-for-session", place, written: session.text, to: caller.text } as const;
    return changing(one, replaceText(session, caller.text), { ...base, change, risks, cost: 0 });
  }
  const actions = statement.action?.entries ?? [];
  if (type === undefined || actions.length === 0 || actions.some(isWholeService)) return [];
  const more = [...otherActions(actions, scene), ...otherResources(statement.resource, scene)];
  const change = { change: "add-principal", place, to: caller.text } as const;
  const proposal = { ...base, change, risks: [...more, ...risks], cost: more.length === 0 ? 1 : 3.5 };
  return changing(one, addEntries(type, [caller.text]), proposal);
}

function isSessionOf(entry: Scalar, role: string): boolean {
  const session = readAccountCaller(entry.text);
  const wanted = readAccountCaller(role);
  return (
    isSettled(entry) &&
    session?.kind === "session" &&
    wanted?.kind === "role" &&
    session.account === wanted.account &&
    session.name.toLowerCase() === wanted.name.toLowerCase()
  );
}

/** These policies only limit what others grant. */
function limitsOnly({ layer }: FixScene): boolean {
  return layer === "boundary" || layer === "scp" || layer === "session" || layer === "vpc-endpoint";
}

function isEverything(list: ListElement | undefined): boolean {
  return list === undefined ? false : list.entries.some(({ text }) => text === "*");
}

function isWholeService({ text }: Scalar): boolean {
  return text === "*" || text.endsWith(":*");
}

function otherActions(entries: readonly Scalar[], { action }: FixScene): readonly FixRisk[] {
  const others = entries.map(({ text }) => text).filter((text) => text.toLowerCase() !== action.toLowerCase());
  return others.length === 0 ? [] : [{ risk: "other-actions", actions: others }];
}

/** In a key's own policy `*` is the key alone. */
function otherResources(list: ListElement | undefined, { layer, resource }: FixScene): readonly FixRisk[] {
  if (layer === "key-policy" || layer === "trust" || list === undefined) return [];
  const others = list.entries.map(({ text }) => text).filter((text) => text !== resource);
  return others.length === 0 ? [] : [{ risk: "other-resources", resources: others }];
}
