/**
 * The roles and users that a template makes, each with how one more policy is written for it. Sources: "AWS::IAM::Role",
 * "AWS::IAM::User", "AWS::Serverless::Function" and "Globals section of the AWS SAM template".
 */
import { type Change, newObject, type NewObject, type NewValue, type Writer } from "../../syntax/change.ts";
import { memberNamed, type ObjectValue } from "../../syntax/value.ts";
import { type DocumentInFile } from "../find-policies.ts";
import { type MadeHolder, policyNameFor, writerOfStatements } from "../made-holders.ts";
import { holdersOf } from "./attachments.ts";
import { policyBeside } from "./sam.ts";
import { type PlacedResource } from "./template.ts";

export function holdersMadeInTemplate(document: DocumentInFile): readonly MadeHolder[] {
  const { template } = document;
  // What a macro makes of it is its own business.
  if (template.isRewritten || document.broken) return [];
  return template.resources.flatMap((resource) => {
    const writer = writerForHolder(resource, document);
    const names = writer === undefined ? [] : holdersOf(resource, template);
    if (writer === undefined || names.length === 0) return [];
    const sort = resource.type === "AWS::IAM::User" ? "user" : "role";
    return [{ sort, names, label: resource.logicalId, writer }];
  });
}

/** Writes one more policy for it; undefined where that cannot be said. */
export function writerForHolder(resource: PlacedResource, document: DocumentInFile): Writer | undefined {
  const adds = additionTo(resource, document.root);
  const writer = adds && document.writerOf(resource.properties);
  return writer && writerOfStatements((statements, deployment) => writer.edits([adds(statements)], deployment));
}

type Addition = (statements: readonly NewObject[]) => Change;

/** Undefined where a policy cannot be added to what the resource has. */
function additionTo(resource: PlacedResource, root: DocumentInFile["root"]): Addition | undefined {
  switch (resource.type) {
    case "AWS::IAM::Role":
    case "AWS::IAM::User":
      return inlinePolicy(resource);
    case "AWS::Serverless::Function":
      return isGivenToAll(root, "Function") ? undefined : policyOfSam(resource);
    case "AWS::Serverless::StateMachine":
      return isGivenToAll(root, "StateMachine") ? undefined : policyOfSam(resource);
    default:
      return undefined;
  }
}

function inlinePolicy({ properties }: PlacedResource): Addition | undefined {
  const policies = memberNamed(properties, "Policies")?.value;
  const policyOf = (statements: readonly NewObject[]): NewValue =>
    newObject({
      PolicyName: policyNameFor(statements),
      PolicyDocument: newObject({ Version: "2012-10-17", Statement: statements }),
    });
  if (policies === undefined && memberNamed(properties, "Policies") === undefined)
    return (statements) => propertyOf(properties, [policyOf(statements)]);
  if (policies?.kind !== "array") return undefined;
  return (statements) => ({
    change: "add-item",
    to: policies,
    after: policies.items.at(-1),
    value: policyOf(statements),
  });
}

/** With a role of its own, what it makes gets no policies by SAM. */
function policyOfSam({ properties }: PlacedResource): Addition | undefined {
  if (memberNamed(properties, "Role") !== undefined) return undefined;
  const member = memberNamed(properties, "Policies");
  const policies = member?.value;
  if (member === undefined)
    return (statements) => propertyOf(properties, [newObject({ Version: "2012-10-17", Statement: statements })]);
  const isName = policies?.kind === "string" && policies.holes.length === 0;
  return policies?.kind === "array" || isName ? (statements) => policyBeside(policies, statements) : undefined;
}

function propertyOf(properties: ObjectValue, policies: readonly NewValue[]): Change {
  return { change: "add-member", to: properties, after: properties.members.at(-1), key: "Policies", value: policies };
}

/** A role or policies that all resources of a sort have. */
function isGivenToAll(root: DocumentInFile["root"], sort: string): boolean {
  const globals = root.kind === "object" ? memberNamed(root, "Globals")?.value : undefined;
  const ofSort = globals?.kind === "object" ? memberNamed(globals, sort)?.value : undefined;
  if (ofSort === undefined) return false;
  return ofSort.kind !== "object" || ["Role", "Policies"].some((name) => memberNamed(ofSort, name) !== undefined);
}
