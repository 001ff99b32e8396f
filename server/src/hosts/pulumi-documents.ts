/**
 * Policies that Pulumi's YAML has made by a function of the provider, which takes the arguments of Terraform's data source under
 * other names. Source: "aws.iam.getPolicyDocument" of the Pulumi Registry.
 */
import { type Change, type Writer } from "../syntax/change.ts";
import {
  arrayWith,
  type Member,
  memberNamed,
  memberWith,
  type ObjectValue,
  textOfMember,
  type Value,
} from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { arrayAt, textAt, unknownAt } from "./placed-values.ts";
import { writtenByTool } from "./statement-list.ts";

export interface MadeDocument {
  readonly root: ObjectValue;
  /** Of the call of the function. */
  readonly path: readonly string[];
}

/** In variables, and as arguments of resources. `root`: as it is written. */
export function documentsMade(root: Value): readonly MadeDocument[] {
  const variables = partsOf(memberOf(root, "variables")).flatMap(({ key, value }) => madeBy(value, ["variables", key]));
  const ofResources = partsOf(memberOf(root, "resources")).flatMap((resource) =>
    partsOf(memberOf(resource.value, "properties")).flatMap(({ key, value }) =>
      madeBy(value, ["resources", resource.key, "properties", key]),
    ),
  );
  return [...variables, ...ofResources];
}

/** By the names of variables: the first argument of a resource that such a document is given to, by its path. */
export function argumentsGiven(root: Value): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const resource of partsOf(memberOf(root, "resources"))) {
    for (const { key, value } of partsOf(memberOf(resource.value, "properties"))) {
      const [, variable] = (value.kind === "string" && TEXT_OF_VARIABLE.exec(value.text)) || [];
      if (variable !== undefined && !found.has(variable))
        found.set(variable, ["resources", resource.key, "properties", key]);
    }
  }
  return found;
}

const TEXT_OF_VARIABLE = /^\$\{([^{}]+)\.(?:json|minifiedJson)\}$/;

/** What is in their texts and lists is written, and nothing that has another name there. */
export function documentWriter(writer: Writer | undefined): Writer | undefined {
  const isWritten = (change: Change): boolean => {
    switch (change.change) {
      case "text":
      case "remove-item":
        return true;
      case "replace":
        return change.value.kind === "string" && typeof change.by === "string";
      case "add-item":
        return typeof change.value === "string";
      case "add-member":
      case "remove-member":
      case "rename":
        return false;
    }
  };
  return (
    writer && {
      edits: (changes, deployment) => (changes.every(isWritten) ? writer.edits(changes, deployment) : undefined),
    }
  );
}

interface Part {
  readonly key: string;
  readonly value: Value;
}

function partsOf(value: Value | undefined): readonly Part[] {
  if (value?.kind !== "object") return [];
  return value.members.flatMap(({ key, value: inner }) => (inner === undefined ? [] : [{ key, value: inner }]));
}

function memberOf(value: Value, name: string): Value | undefined {
  return value.kind === "object" ? memberNamed(value, name)?.value : undefined;
}

const FUNCTION = /^aws:iam(?:\/getPolicyDocument)?:getPolicyDocument$/;

function madeBy(value: Value, path: readonly string[]): readonly MadeDocument[] {
  const [call, ...others] = partsOf(value);
  if (call === undefined || others.length > 0 || call.value.kind !== "object") return [];
  const short = FUNCTION.test(call.key.replace(/^fn::/, ""));
  const isCall = call.key.toLowerCase() === "fn::invoke" && FUNCTION.test(named(call.value, "function") ?? "");
  const given = short ? call.value : isCall ? argumentsOf(call.value) : undefined;
  const root = given && policyOf(given);
  return root === undefined ? [] : [{ root, path }];
}

/** Older examples begin the names with a capital letter. */
function named(call: ObjectValue, name: string): string | undefined {
  return textOfMember(call, name) ?? textOfMember(call, capital(name));
}

function argumentsOf(call: ObjectValue): ObjectValue | undefined {
  const value = memberOf(call, "arguments") ?? memberOf(call, "Arguments");
  return value?.kind === "object" ? value : undefined;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function policyOf(given: ObjectValue): ObjectValue | undefined {
  const statements = memberNamed(given, "statements");
  if (statements?.value?.kind !== "array") return undefined;
  const { value } = statements;
  const isOpen = ["sourcePolicyDocuments", "overridePolicyDocuments"].some((name) => memberNamed(given, name));
  const made = value.items.map((item) => (item.kind === "object" ? statementOf(item) : unknownAt(item.span)));
  const version = memberNamed(given, "version");
  return {
    kind: "object",
    span: given.span,
    members: [
      version === undefined
        ? writtenByTool("Version", "2012-10-17", beginningOf(given))
        : memberWith(version, { key: "Version" }),
      memberWith(statements, {
        key: "Statement",
        value: isOpen ? arrayAt([unknownAt(value.span), ...made], value.span) : arrayWith(value, made),
      }),
    ],
  };
}

function beginningOf({ span: { start } }: ObjectValue): Span {
  return { start, end: start };
}

const LISTS: ReadonlyMap<string, string> = new Map([
  ["actions", "Action"],
  ["notActions", "NotAction"],
  ["resources", "Resource"],
  ["notResources", "NotResource"],
]);

function statementOf(written: ObjectValue): Value {
  const members = written.members.flatMap((member): readonly Member[] => {
    const { key, value } = member;
    const list = LISTS.get(key);
    if (value === undefined || (value.kind === "array" && value.items.length === 0)) return [];
    if (list !== undefined) return [memberWith(member, { key: list })];
    if (key === "sid" || key === "effect") return [memberWith(member, { key: capital(key) })];
    if (key === "principals" || key === "notPrincipals") return [principalsOf(member, value)];
    return key === "conditions" ? [memberWith(member, { key: "Condition", value: conditionsOf(value) })] : [];
  });
  const hasEffect = members.some(({ key }) => key === "Effect");
  const effect = hasEffect ? [] : [writtenByTool("Effect", "Allow", beginningOf(written))];
  return { kind: "object", span: written.span, members: [...effect, ...members] };
}

function principalsOf(member: Member, value: Value): Member {
  const key = member.key === "principals" ? "Principal" : "NotPrincipal";
  const types =
    value.kind === "array" ? value.items.map((item) => namedList(item, "type", "identifiers")) : [undefined];
  const known = types.filter((type) => type !== undefined);
  const isOpen = known.length < types.length || new Set(known.map((type) => type.key)).size < known.length;
  if (isOpen) return memberWith(member, { key, value: unknownAt(value.span) });
  const [only] = known;
  const isEveryone = known.length === 1 && only?.key === "*";
  const made: Value = isEveryone
    ? textAt({ text: "*", holes: [] }, value.span)
    : { kind: "object", span: value.span, members: known };
  return memberWith(member, { key, value: made });
}

/** `{ type: AWS, identifiers: […] }` as a member. */
function namedList(item: Value, name: string, list: string): Member | undefined {
  const type = item.kind === "object" ? memberNamed(item, name)?.value : undefined;
  const values = item.kind === "object" ? memberNamed(item, list) : undefined;
  if (type?.kind !== "string" || type.holes.length > 0 || values === undefined) return undefined;
  return memberWith(values, { key: type.text, keySpan: type.span, keyMap: type.map });
}

/** Of one key twice under one operator nobody says what comes of it. */
function conditionsOf(value: Value): Value {
  const items = value.kind === "array" ? value.items : [];
  const operators = new Map<string, { readonly first: Member; readonly entries: Map<string, Member> }>();
  for (const item of items) {
    const entry = namedList(item, "variable", "values");
    const operator = namedList(item, "test", "values");
    if (entry === undefined || operator === undefined) return unknownAt(value.span);
    const own = operators.get(operator.key) ?? { first: operator, entries: new Map<string, Member>() };
    if (own.entries.has(entry.key)) return unknownAt(value.span);
    own.entries.set(entry.key, entry);
    operators.set(operator.key, own);
  }
  const members = Array.from(operators.values(), ({ first, entries }) =>
    memberWith(first, { value: { kind: "object", span: value.span, members: [...entries.values()] } }),
  );
  return items.length === 0 ? unknownAt(value.span) : { kind: "object", span: value.span, members };
}
