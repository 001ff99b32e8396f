/**
 * Policies of which a template of the Serverless Application Model has less than the whole: statements alone, and policy
 * templates by their names. Source: "AWS::Serverless::Function", "AWS::Serverless::StateMachine" and "ApiAuth" of the "AWS
 * Serverless Application Model Developer Guide".
 */
import { arrayAt, textAt } from "../placed-values.ts";
import { writerOfStatements } from "../made-holders.ts";
import { foundAt, type DocumentInFile, type FoundPolicy, NO_CURSOR } from "../find-policies.ts";
import { policyOfStatements } from "../statement-list.ts";
import { type Change, newObject, type NewObject, type Writer } from "../../syntax/change.ts";
import { type Member, memberNamed, type ObjectValue, type Value } from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { type Span } from "../../text/span.ts";
import { policyTemplate, type TemplateStatement, widerTemplates } from "./sam-policy-templates.ts";
import { type DeclaredResource } from "./template.ts";

/** The policies that the properties of one resource stand for, other than whole documents. */
export function samPolicies(resource: DeclaredResource, document: DocumentInFile): readonly FoundPolicy[] {
  switch (resource.type) {
    case "AWS::Serverless::Function":
    case "AWS::Serverless::StateMachine":
      return namedPolicies(resource, document);
    case "AWS::Serverless::Api":
      return statementsOfApi(resource, document);
    default:
      return [];
  }
}

function statementsOfApi(resource: DeclaredResource, document: DocumentInFile): readonly FoundPolicy[] {
  const auth = memberNamed(resource.properties, "Auth")?.value;
  const policy = auth?.kind === "object" ? memberNamed(auth, "ResourcePolicy")?.value : undefined;
  const statements = policy?.kind === "object" ? memberNamed(policy, "CustomStatements") : undefined;
  if (statements?.value?.kind !== "array" && statements?.value?.kind !== "object") return [];
  const path = ["Resources", resource.logicalId, "Properties", "Auth", "ResourcePolicy", "CustomStatements"];
  const place = { path, name: resource.logicalId, document, resource };
  return [foundAt(policyOfStatements(statements), place, "resource")];
}

/** With a role of its own the function gets none of them. */
function namedPolicies(resource: DeclaredResource, document: DocumentInFile): readonly FoundPolicy[] {
  const { properties, logicalId } = resource;
  const policies = memberNamed(properties, "Policies")?.value;
  if (policies === undefined || memberNamed(properties, "Role") !== undefined) return [];
  return itemsOf(policies).flatMap((item, index) => {
    const [only, ...others] = item.kind === "object" ? item.members : [];
    const statements = only === undefined || others.length > 0 ? undefined : policyTemplate(only.key);
    if (only === undefined || statements === undefined) return [];
    const path = ["Resources", logicalId, "Properties", "Policies", String(index), only.key];
    const policy = policyNamed(only, statements);
    const found = foundAt(policy, { path, name: only.key, document, resource }, "identity");
    const writer = writerInstead({ named: only, item }, policies, document.writerOf(properties));
    return [{ ...found, writer, cursorAt: NO_CURSOR, isOfAws: true as const }];
  });
}

/** Also another name in the place of the template's. */
function writerInstead(
  { named, item }: { readonly named: Member; readonly item: Value },
  policies: Value,
  writer: Writer | undefined,
): Writer | undefined {
  const beside = writerBeside(policies, writer);
  if (writer === undefined || beside === undefined) return beside;
  return {
    ...beside,
    edits: (changes, deployment) =>
      changes.every((one) => one.change === "rename" || isOfTemplates(one, policies))
        ? writer.edits(changes, deployment)
        : beside.edits(changes, deployment),
    wider: (action) =>
      widerTemplates(named.key, action).map(({ name, actions, isWhole }) => ({
        from: named.key,
        to: name,
        actions,
        isBeside: !isWhole,
        changes: [
          isWhole
            ? { change: "rename", member: named, to: name }
            : itemBeside(policies, item, newObject({ [name]: named.value && { copyOf: named.value } })),
        ],
      })),
  };
}

/** Is it one of the list in which the names stand, and no statement? */
function isOfTemplates(change: Change, policies: Value): boolean {
  return change.change === "add-item"
    ? change.to === policies
    : change.change === "replace" && change.value === policies;
}

/** What the template says is AWS's: another statement is one of a document beside it. */
function writerBeside(policies: Value, writer: Writer | undefined): Writer | undefined {
  return (
    writer &&
    writerOfStatements((statements, deployment) => writer.edits([policyBeside(policies, statements)], deployment))
  );
}

/** One more document in the property `Policies`. */
export function policyBeside(policies: Value, statements: readonly NewObject[]): Change {
  const last = policies.kind === "array" ? policies.items.at(-1) : undefined;
  return itemBeside(policies, last, newObject({ Version: "2012-10-17", Statement: statements }));
}

function itemBeside(policies: Value, after: Value | undefined, item: NewObject): Change {
  return policies.kind === "array"
    ? { change: "add-item", to: policies, after, value: item }
    : { change: "replace", value: policies, by: [{ copyOf: policies }, item] };
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === "array" ? value.items : [value];
}

function policyNamed({ span, value }: Member, statements: readonly TemplateStatement[]): ObjectValue {
  const parameters = value?.kind === "object" ? value : objectAt([], span);
  const list = statements.map((statement) => statementAt(statement, parameters, span));
  return objectAt([["Statement", arrayAt(list, span)]], span);
}

export function statementAt(statement: TemplateStatement, parameters: ObjectValue, span: Span): ObjectValue {
  const { actions, resources, condition } = statement;
  const filled = (text: string): Value =>
    text.includes("${")
      ? objectAt([["Fn::Sub", arrayAt([plainText(text, span), parameters], span)]], span)
      : plainText(text, span);
  const members: (readonly [string, Value])[] = [
    ["Effect", plainText("Allow", span)],
    [
      "Action",
      arrayAt(
        actions.map((action) => plainText(action, span)),
        span,
      ),
    ],
    ["Resource", arrayAt(resources.map(filled), span)],
  ];
  if (condition !== undefined) {
    const { operator, key, value } = condition;
    members.push(["Condition", objectAt([[operator, objectAt([[key, filled(value)]], span)]], span)]);
  }
  return objectAt(members, span);
}

export function plainText(text: string, span: Span): Value {
  return textAt({ text, holes: [] }, span);
}

/** Its names stand nowhere: who points at the template's name means the statement. */
export function objectAt(members: readonly (readonly [string, Value])[], span: Span): ObjectValue {
  const keySpan = { start: span.end, end: span.end };
  return {
    kind: "object",
    span,
    members: members.map(([key, value]) => ({ key, keyHoles: [], keySpan, keyMap: wholeAt(span), span, value })),
  };
}
