/**
 * What the connectors of AWS SAM allow the role of a function or a state machine: each is a managed policy that SAM makes.
 * Those that let a service in by the policy of a queue, a topic or a function are not read. Sources: "AWS::Serverless::Connector"
 * and "IAM policies created by connectors" of the "AWS Serverless Application Model Developer Guide".
 */
import { type Writer } from "../../syntax/change.ts";
import { type ArrayValue, memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { type DocumentInFile, foundAt, type FoundPolicy, NO_CURSOR } from "../find-policies.ts";
import { arrayAt } from "../placed-values.ts";
import { namesReferred } from "./dependencies.ts";
import { writerForHolder } from "./made-holders.ts";
import { namedType } from "./names.ts";
import { objectAt, plainText, statementAt } from "./sam.ts";
import { connectionsOf, PERMISSIONS, typeOfSam } from "./sam-connections.ts";
import { type PlacedResource, type Template } from "./template.ts";

export function connectorPolicies(resource: PlacedResource, document: DocumentInFile): readonly FoundPolicy[] {
  const { logicalId, type, properties, connectors, isConditional } = resource;
  if (type === "AWS::Serverless::Connector") {
    const source = memberNamed(properties, "Source")?.value;
    const path = ["Resources", logicalId, "Properties"];
    return policyOf(
      { name: logicalId, properties, source: endOf(source, document.template), path, isConditional },
      document,
    );
  }
  const own = connectors === undefined ? undefined : endOfResource(resource);
  return (connectors?.members ?? []).flatMap(({ key, value }) => {
    const inner = value?.kind === "object" ? memberNamed(value, "Properties")?.value : undefined;
    if (inner?.kind !== "object") return [];
    const path = ["Resources", logicalId, "Connectors", key, "Properties"];
    return policyOf({ name: key, properties: inner, source: own, path, isConditional: false }, document);
  });
}

interface Connector {
  readonly name: string;
  readonly properties: ObjectValue;
  readonly source: ConnectedEnd | undefined;
  readonly path: readonly string[];
  /** A condition of the template decides whether there is one. */
  readonly isConditional: boolean;
}

/** What is connected. */
interface ConnectedEnd {
  /** As CloudFormation has it. */
  readonly type: string;
  readonly resource: PlacedResource | undefined;
  readonly arn: Value;
  readonly name: Value | undefined;
}

function policyOf(connector: Connector, document: DocumentInFile): readonly FoundPolicy[] {
  const { properties, source, name, path, isConditional } = connector;
  const { template } = document;
  const permissions = memberNamed(properties, "Permissions")?.value;
  if (source === undefined || permissions?.kind !== "array") return [];
  const destinations = itemsOf(memberNamed(properties, "Destination")?.value).flatMap(
    (one) => endOf(one, template) ?? [],
  );
  const { span } = properties;
  const granted = textsOf(permissions);
  const [first] = destinations.flatMap((to) => connectionsOf(source.type, to.type));
  const holder = first && holderOf(first.isOfSource ? source : destinations[0], template);
  const statements = destinations.flatMap((to) =>
    connectionsOf(source.type, to.type)
      .filter(({ permission }) => granted.includes(permission))
      .map((one) => statementAt(one, objectAt(namesOf(source, to), span), span)),
  );
  if (holder === undefined || statements.length === 0) return [];
  const list = arrayAt(statements, span);
  const made: Value = isConditional ? { kind: "either", span, options: [list, undefined] } : list;
  const found = foundAt(objectAt([["Statement", made]], span), { path, name, document, resource: holder }, "identity");
  const beside = writerForHolder(holder, document);
  const writer = beside && widening(connector, permissions, destinations, beside, document.writerOf(properties));
  return [{ ...found, writer, cursorAt: NO_CURSOR, isOfAws: true as const }];
}

/** Also by the permission that the connector lacks. */
function widening(
  { source }: Connector,
  permissions: ArrayValue,
  destinations: readonly ConnectedEnd[],
  beside: Writer,
  writer: Writer | undefined,
): Writer {
  if (writer === undefined) return beside;
  const granted = textsOf(permissions);
  const type = source?.type ?? "";
  return {
    ...beside,
    edits: (changes, deployment) =>
      changes.every((one) => one.change === "add-item" && one.to === permissions)
        ? writer.edits(changes, deployment)
        : beside.edits(changes, deployment),
    wider: (action) =>
      PERMISSIONS.filter((one) => !granted.includes(one)).flatMap((lacking) => {
        const actions = destinations.flatMap((to) =>
          connectionsOf(type, to.type).flatMap((one) => (one.permission === lacking ? one.actions : [])),
        );
        if (!actions.some((one) => one.toLowerCase() === action.toLowerCase())) return [];
        return {
          from: `Permissions: [${granted.join(", ")}]`,
          to: `Permissions: [${[...granted, lacking].join(", ")}]`,
          actions,
          isBeside: false,
          changes: [{ change: "add-item", to: permissions, after: permissions.items.at(-1), value: lacking }],
        };
      }),
  };
}

/** By its logical id, or by its type and its ARN. */
function endOf(value: Value | undefined, template: Template): ConnectedEnd | undefined {
  if (value?.kind !== "object") return undefined;
  const id = textOfMember(value, "Id");
  if (id !== undefined) {
    const resource = template.resources.find(({ logicalId }) => logicalId === id);
    return resource && endOfResource(resource);
  }
  const type = textOfMember(value, "Type");
  const arn = memberNamed(value, "Arn")?.value;
  if (type === undefined || arn === undefined) return undefined;
  return { type: typeOfSam(type), resource: undefined, arn, name: memberNamed(value, "Name")?.value };
}

function endOfResource(resource: PlacedResource): ConnectedEnd {
  const { logicalId, type, properties } = resource;
  const { span } = properties;
  const attribute = (name: string): Value =>
    objectAt([["Fn::GetAtt", arrayAt([plainText(logicalId, span), plainText(name, span)], span)]], span);
  const isArnByRef = namedType(type)?.ref === "arn";
  const arn = isArnByRef ? objectAt([["Ref", plainText(logicalId, span)]], span) : attribute("Arn");
  return { type: typeOfSam(type), resource, arn, name: attribute("Name") };
}

function namesOf(source: ConnectedEnd, to: ConnectedEnd): readonly (readonly [string, Value])[] {
  return [
    ["Source", source.arn],
    ["Destination", to.arn],
    ...(to.name === undefined ? [] : [["Name", to.name] as const]),
  ];
}

/** What has the role: a resource of SAM for which SAM makes one, or the role that it is given. */
function holderOf(end: ConnectedEnd | undefined, template: Template): PlacedResource | undefined {
  const { resource } = end ?? {};
  if (resource === undefined) return undefined;
  const given = ROLES.map((name) => memberNamed(resource.properties, name)).find((one) => one !== undefined);
  if (given === undefined) return MADE_WITH_ROLE.has(resource.type) ? resource : undefined;
  const names = new Set(namesReferred(given.value));
  return template.resources.find(({ logicalId, type }) => names.has(logicalId) && type === "AWS::IAM::Role");
}

const ROLES = ["Role", "RoleArn", "ServiceRoleArn"];

const MADE_WITH_ROLE: ReadonlySet<string> = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === "array" ? value.items : value === undefined ? [] : [value];
}

function textsOf({ items }: ArrayValue): readonly string[] {
  return items.flatMap((one) => (one.kind === "string" ? [one.text] : []));
}
