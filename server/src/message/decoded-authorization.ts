/**
 * Reads what `aws sts decode-authorization-message` prints, whole or the decoded message alone.
 * Source: AWS STS API Reference, "DecodeAuthorizationMessage".
 */
import { accountOfArn, regionOfArn } from "./arn-fields.ts";
import { type Denial } from "./denial.ts";
import { type LooseRecord, readLooseRecords, recordsAt, textAt, valueAt } from "./loose-records.ts";
import { principalTypeOf } from "./principal-of-text.ts";
import { namingOf } from "./resource-naming.ts";
import { isValueOf } from "./shown-value.ts";

/** Says cheaply of most texts that they hold no decoded message. */
export function mayBeDecodedAuthorization(text: string): boolean {
  return /explicitDeny|matchedStatements/.test(text);
}

export function readDecodedAuthorization(text: string): Denial[] {
  return readLooseRecords(text).filter(isDecoded).map(readDecoded);
}

function isDecoded(record: LooseRecord): boolean {
  const allowed = textAt(record, "allowed");
  if (allowed === null || /^true$/i.test(allowed)) return false;
  return textAt(record, "explicitDeny") !== null || valueAt(record, "matchedStatements") !== undefined;
}

function readDecoded(record: LooseRecord): Denial {
  const principalArn = textAt(record, "context", "principal", "arn");
  const resource = textAt(record, "context", "resource");
  const explicit = textAt(record, "explicitDeny");
  const statement = recordsAt(record, "matchedStatements", "items")[0];
  const statementId = statement === undefined ? null : textAt(statement, "statementId");
  const action = actionOf(textAt(record, "context", "action"), resource);
  return {
    isAccessDenied: true,
    kind: "access-denied",
    principalArn,
    principalType: principalArn === null ? "unknown" : principalTypeOf(principalArn),
    action,
    actionFrom: action === null ? null : "message",
    resource,
    resourceNaming: namingOf(resource, false),
    denyType: explicit === null ? "unknown" : /^true$/i.test(explicit) ? "explicit" : "implicit",
    policyType: "unknown",
    policyArn: null,
    encodedMessage: false,
    errorCode: null,
    operation: null,
    requestId: null,
    account: accountOfArn(principalArn),
    region: regionOfArn(resource),
    context: conditionsOf(record, principalArn),
    ...(statementId === null ? {} : { statementId }),
    span: record.span,
  };
}

/** Some services leave out their prefix: then it is the one of the resource. */
function actionOf(action: string | null, resource: string | null): string | null {
  if (action === null || action.includes(":")) return action;
  const service = /^arn:[^:]*:([a-z0-9-]+):/.exec(resource ?? "")?.[1];
  return service === undefined ? null : `${service}:${action}`;
}

function conditionsOf(record: LooseRecord, principalArn: string | null): Record<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  for (const condition of recordsAt(record, "context", "conditions", "items")) {
    const key = textAt(condition, "key");
    const items = recordsAt(condition, "values", "items");
    const values = items.flatMap((item) => valueOf(item, key ?? "") ?? []);
    const only = values[0];
    // Of a list that ends with the paste, or of which a part is hidden, the others are not all.
    const isWhole = condition.isCut !== true && values.length === items.length;
    if (key !== null && only !== undefined && isWhole) facts.set(key, values.length === 1 ? only : values);
  }
  const user = textAt(record, "context", "principal", "id");
  if (user !== null && isValueOf("aws:userid", user)) facts.set("aws:userid", user);
  const isHolder = principalArn !== null && /:user\/|:role\//.test(principalArn);
  if (isHolder && isValueOf("aws:PrincipalArn", principalArn)) facts.set("aws:PrincipalArn", principalArn);
  return Object.fromEntries(facts);
}

/** Null for what somebody hid, or a tool writes in the place of nothing. */
function valueOf(item: LooseRecord, key: string): string | null {
  const value = textAt(item, "value");
  return value === null || !isValueOf(key, value) ? null : value;
}
