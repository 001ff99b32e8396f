/** Documents of other systems that look like an IAM policy but follow rules of their own. */
import { type Catalog } from "../catalog/catalog.ts";
import { isSettled, PRINCIPAL_TYPES, type Statement } from "../policy/policy.ts";
import { memberNamed, type ObjectValue, type Value } from "../syntax/value.ts";
import { splitAction } from "./action-text.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { actionEntries, resourceEntries } from "./entries.ts";
import { statementFact } from "./known-statements.ts";

/**
 * CloudFormation stack policies (`Update:*` on `LogicalResourceId/…`) and the policies of other clouds that took over
 * the grammar: Alibaba Cloud (`acs:`), Tencent Cloud (`qcs:`), Huawei Cloud (Version "1.1" or "5.0"), Scaleway (Version "2023-04-17"), MinIO (`admin:`),
 * those whose ARNs have another first letter (`trn:`, `krn:`), and programs with services and a partition of their own. Data protection policies of Amazon SNS and CloudWatch
 * Logs say what to look for in a `DataIdentifier` and have a Version of their own ("Data protection policy syntax").
 */
export function isOtherDialect(subject: PolicyUnderCheck): boolean {
  const { statements, version } = subject.policy;
  if (statements.some((statement) => signOf(subject, statement) === "other")) return true;
  if (isOfNobodyKnown(subject) || isOfOtherServices(subject)) return true;
  if (version === undefined || !isSettled(version)) return false;
  if (version.text === DATA_PROTECTION) return true;
  return VERSIONS.includes(version.text) && !statements.some((statement) => signOf(subject, statement) === "arn");
}

/** What says of a statement that it is of another system, or else of AWS. */
const signOf = statementFact((statement, { policy, catalog }): "other" | "arn" | undefined => {
  const { object, principal } = statement;
  if (memberNamed(object, "DataIdentifier") !== undefined || namesOtherPrincipals(principal)) return "other";
  const alone = { ...policy, statements: [statement] };
  const resources = resourceEntries(alone).map(({ text }) => text);
  if (resources.some((text) => isOfOtherCloud(text) || isOfOtherPartition(text, catalog))) return "other";
  if (resourcesInSmall(object).some(isOfOtherCloud)) return "other";
  const actions = actionEntries(alone).map(({ text }) => text.toLowerCase());
  if (actions.some((action) => ACTION_SIGNS.some((sign) => action.startsWith(sign)))) return "other";
  if (resources.some(isOfOwnPartition) && actions.length > 0 && !actions.some((one) => mayBeOfAws(one, catalog))) {
    return "other";
  }
  return resources.some((text) => text.startsWith("arn:aws")) ? "arn" : undefined;
});

/**
 * A list of rules of some program, of which nothing but the names of its elements says that it is for IAM: no Version of
 * IAM's, no effect, no action with a service, no ARN and no principal as IAM writes them.
 */
function isOfNobodyKnown({ policy, whole = policy, kind, broken }: PolicyUnderCheck): boolean {
  if (broken || kind.basis !== "content" || whole.version !== undefined || whole.statements.length === 0) return false;
  return whole.statements.every(({ effect, object }) => {
    if (effect === undefined || !isSettled(effect) || effect.text === "" || /^(?:Allow|Deny)$/.test(effect.text))
      return false;
    return !["Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"].some((name) =>
      holdsSignOfIam(memberNamed(object, name)?.value),
    );
  });
}

function holdsSignOfIam(value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (value.kind === "array") return value.items.some(holdsSignOfIam);
  return value.kind !== "string" || /[:*?$]/.test(value.text) || value.text === "";
}

/**
 * A policy of some program that took over the grammar of IAM: no action, ARN or principal of AWS in it, and a Version, a
 * resource or a type of principal that IAM does not have. A misspelled service alone is no sign of that.
 */
function isOfOtherServices(subject: PolicyUnderCheck): boolean {
  const { policy, whole = policy, kind, broken } = subject;
  if (broken || kind.basis !== "content" || whole.statements.length === 0) return false;
  const { version } = whole;
  const hasOtherVersion = version !== undefined && isSettled(version) && !/^20(?:08-10|12-10)-17$/.test(version.text);
  const signs = whole.statements.map((statement) => programSign(subject, statement));
  if (signs.includes(undefined)) return false;
  return hasOtherVersion || signs.includes("resource");
}

/** Undefined where something is of AWS, or may be; `resource` where a service that AWS lacks has resources without ARNs. */
const programSign = statementFact((statement, { policy, catalog }): "resource" | "nothing" | undefined => {
  const { action, notAction, resource, principal, condition } = statement;
  if (action === undefined || notAction !== undefined || action.open || action.entries.length === 0) return undefined;
  if ((condition?.operators.length ?? 0) > 0 || isPrincipalOfAws(principal)) return undefined;
  if (![...action.entries, ...(resource?.entries ?? [])].every(isSettled)) return undefined;
  const actions = action.entries.map(({ text }) => splitAction(text));
  if (action.entries.some(({ text }, index) => /^[*?]/.test(text) || (actions[index] && mayBeOfAws(text, catalog)))) {
    return undefined;
  }
  const resources = resourceEntries({ ...policy, statements: [statement] }).map(({ text }) => text);
  if (resources.some((text) => text.startsWith("arn:aws"))) return undefined;
  const isOwn = principal?.form === "typed" || resources.some((text) => /^(?!arn:).+[/:]/.test(text));
  return isOwn && !actions.includes(undefined) ? "resource" : "nothing";
});

function isPrincipalOfAws(principal: Statement["principal"]): boolean {
  switch (principal?.form) {
    case "typed":
      return principal.types.some(({ type }) => PRINCIPAL_TYPES.some((one) => one === type));
    case "text":
      return principal.value.text.startsWith("arn:");
    case "misplaced":
    case "unknown":
      return true;
    case "everyone":
    case undefined:
      return false;
  }
}

/** `ID` of Huawei Cloud's storage, and the users of Akamai's by their number. */
function namesOtherPrincipals(principal: Statement["principal"]): boolean {
  if (principal?.form !== "typed") return false;
  return principal.types.some(
    ({ type, entries }) =>
      type === "ID" || entries.some(({ text }) => /^arn:aws:iam:::[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-/.test(text)),
  );
}

/** What is far from `aws`, and no service, whose name stands there where the partition was forgotten. */
function isOfOtherPartition(text: string, catalog: Catalog): boolean {
  const [, partition] = /^arn:([a-z][a-z0-9-]{3,}):[a-z]/.exec(text) ?? [];
  return partition !== undefined && !/aws|amazon|partition/.test(partition) && catalog.service(partition) === undefined;
}

function isOfOtherCloud(text: string): boolean {
  return RESOURCE_SIGNS.some((sign) => text.startsWith(sign)) || /^[b-z]rn:/.test(text);
}

/** Programs that take over the grammar for permissions of their own call the partition after themselves. */
function isOfOwnPartition(text: string): boolean {
  return /^arn:(?!aws)[a-z][a-z0-9-]*:/.test(text);
}

function mayBeOfAws(action: string, catalog: Catalog): boolean {
  const written = splitAction(action);
  if (written === undefined || !/^[a-z0-9-]+$/.test(written.service)) return true;
  return catalog.service(written.service) !== undefined || catalog.isRetiredService(written.service);
}

/** Some write the elements of a statement in small letters. */
function resourcesInSmall(statement: ObjectValue): readonly string[] {
  const value = memberNamed(statement, "resource")?.value;
  const items = value?.kind === "array" ? value.items : [value];
  return items.flatMap((item) => (item?.kind === "string" ? item.text : []));
}

const RESOURCE_SIGNS = ["acs:", "qcs:", "ucs:", "LogicalResourceId/", "arn:minio:"];
const ACTION_SIGNS = ["update:", "admin:"];
const DATA_PROTECTION = "2021-06-01";
const VERSIONS = ["1", "1.1", "5.0", "2.0", "2023-04-17"];
