/** What most likely went wrong with the resource of a statement that almost matched. */
import { everythingBeside, everythingIn, everythingOfType } from "../catalog/arn-template.ts";
import { type StatementTrace } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { arnField, splitArn } from "../policy/arn.ts";
import { patternOfRuns } from "../policy/made-per-run.ts";
import { isSettled } from "../policy/policy.ts";
import { type ActionFacts, type ActionLookup } from "./action-facts.ts";
import { matchesText } from "./fixes/covers.ts";
import { arnOfName } from "./fixes/name-for-arn.ts";
import { textWhere } from "./fixes/reach.ts";
import { caseOf } from "./fixes/resource-slip.ts";
import { type NearMissHint } from "./near-miss.ts";

/** What is asked of each of thousands of statements is read of the request once. */
export interface WantedResource {
  readonly request: Request;
  readonly facts: ActionFacts | undefined;
  /** In the ARNs of the action's resource types. */
  readonly services: ReadonlySet<string | undefined>;
  /** The last field of the ARN that was asked for; undefined where it is none. */
  readonly name: string | undefined;
}

export function wantedResource(request: Request, actions: ActionLookup): WantedResource {
  const facts = actions(request.action);
  return {
    request,
    facts,
    services: new Set(facts?.arnTemplates.map((template) => arnField(template, "service"))),
    name: arnField(request.resource.arn, "resource"),
  };
}

export function resourceHints(
  { statement, resource: { truth } }: StatementTrace,
  wanted: WantedResource,
): readonly NearMissHint[] {
  const { request, facts } = wanted;
  const { arn, possible } = request.resource;
  if (truth === "no" && possible !== undefined)
    return [...secretHints(statement, possible), ...containerHints(statement, wanted)].slice(0, 1);
  if (truth !== "no" || arn === "") return NO_HINTS;
  if (arn === "*" && facts?.arnTemplates.length === 0 && statement.resource !== undefined)
    return [{ hint: "needs-all-resources", action: request.action }];
  for (const entry of statement.resource?.entries ?? []) {
    const written = textWhere(arn, entry);
    const hint = written === undefined ? undefined : resourceHint(written, wanted);
    if (hint !== undefined) return [hint];
  }
  return otherServiceHints(statement, wanted);
}

const NO_HINTS: readonly NearMissHint[] = [];

/** Source: "CreateSecret" (AWS Secrets Manager API Reference), on the characters behind the name. */
function secretHints({ resource }: StatementTrace["statement"], possible: readonly string[]): readonly NearMissHint[] {
  const asked = possible.filter((one) => SECRET.test(one) && one.endsWith(ITS_OWN));
  const found = (resource?.entries ?? []).find(
    (entry) =>
      isSettled(entry) &&
      SECRET.test(entry.text) &&
      !/[*?$]/.test(entry.text) &&
      asked.some((one) => matchesText(one, `${entry.text}-abcdef`)),
  );
  return found === undefined ? NO_HINTS : [{ hint: "secret-without-suffix", written: found.text }];
}

/** What the resources of the action are in, whichever of them was asked for. */
function containerHints(
  { resource }: StatementTrace["statement"],
  { facts, request: { action } }: WantedResource,
): readonly NearMissHint[] {
  const found = (resource?.entries ?? []).slice(0, MOST_ENTRIES).flatMap(({ text, holes }) => {
    if (holes.some(({ stands }) => stands === undefined)) return [];
    const [needed] = (facts?.arnTemplates ?? []).flatMap((template) => everythingIn(text, template) ?? []);
    return needed === undefined ? [] : [{ hint: "lacks-what-is-inside", written: text, needed, action } as const];
  });
  return found.slice(0, 1);
}

const MOST_ENTRIES = 20;

const SECRET = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:/;
const ITS_OWN = "-??????";

/** Of a statement that is about one service alone, whose actions never act on what it names. */
function otherServiceHints(
  { action, resource }: StatementTrace["statement"],
  wanted: WantedResource,
): readonly NearMissHint[] {
  const { services, request } = wanted;
  if (services.size === 0) return NO_HINTS;
  const other = resource?.entries.find((entry) => {
    const service = arnField(entry.text, "service") ?? "";
    return !services.has(service) && isSettled(entry) && /^[a-z0-9-]+$/.test(service);
  });
  if (other === undefined) return NO_HINTS;
  const own = serviceOfAction(request.action);
  const isOfOne = action?.entries.every((entry) => serviceOfAction(entry.text) === own) === true;
  return isOfOne ? [{ hint: "of-other-service", written: other.text, action: request.action }] : NO_HINTS;
}

function resourceHint(written: string, wanted: WantedResource): NearMissHint | undefined {
  const { arn } = wanted.request.resource;
  const named = arnOfName(written, arn);
  if (named !== undefined) return { hint: "name-for-arn", written, arn: named };
  const inside =
    runsWithin(arn, written) ??
    everythingOfType(arn, written, wanted.facts?.arnTemplates ?? []) ??
    everythingBeside(arn, written);
  if (inside !== undefined) return { hint: "lacks-what-is-inside", written, needed: inside };
  if (everythingBeside(written, arn) !== undefined) return { hint: "only-what-is-inside", written };
  if (ALIAS.test(written) && KEY.test(arn)) return { hint: "alias-for-key", written };
  const inItsCase = caseOf(written, arn);
  if (inItsCase !== undefined) return { hint: "case-differs", written, wanted: inItsCase };
  return otherFieldHint(written, wanted);
}

function otherFieldHint(written: string, { name, request }: WantedResource): NearMissHint | undefined {
  // Of thousands of statements most name something else altogether.
  if (name === undefined || !(written.endsWith(":*") || written.endsWith(`:${name}`))) return undefined;
  const fields = splitArn(written);
  if (fields.length !== 6) return undefined;
  const wantedFields = splitArn(request.resource.arn);
  const different = fields.filter(({ text }, at) => text !== "*" && text !== wantedFields[at]?.text);
  const [field, ...more] = different;
  if (field === undefined || more.length > 0 || field.field === "resource") return undefined;
  const needed = wantedFields.find((one) => one.field === field.field)?.text ?? "";
  return { hint: "other-arn-field", field: field.field, written: field.text, wanted: needed };
}

/** What is made anew by each run is named by a pattern for all of them. */
function runsWithin(wanted: string, written: string): string | undefined {
  if (everythingBeside(wanted, written) === undefined) return undefined;
  const pattern = patternOfRuns(wanted)?.pattern;
  return pattern?.startsWith(written) === true ? pattern : undefined;
}

/** Source: "Specifying KMS keys in IAM policy statements". */
const ALIAS = /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//;
const KEY = /^arn:[^:]*:kms:[^:]*:[^:]*:key\//;

/** In lower case; empty for what has no colon. */
export function serviceOfAction(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
}
