/** "Which permission does this need?": an API operation or a command of the AWS CLI, and the statements that allow it. */
import { type Catalog } from "../../catalog/catalog.ts";
import { actionOfOperation } from "../../catalog/operation-actions.ts";
import {
  type NeededAccess,
  type OperationPermissions,
  permissionsOfCommand,
  permissionsOfImage,
  permissionsOfOperation,
} from "../../catalog/operation-permissions.ts";
import { operationOfWait } from "../../catalog/wait-commands.ts";
import { servicePrefixOf } from "../../catalog/service-names.ts";
import { addStatements, CURRENT_VERSION } from "../../policy/changes.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { type NewObject, newObject } from "../../syntax/change.ts";
import { printNewDocument } from "../../syntax/json-print.ts";
import { type Edit } from "../../text/edit.ts";
import { spanHolds } from "../../text/span.ts";
import { countOf, listed, name, type Phrase, say, sentences } from "../../wording/phrase.ts";
import { withVisibleText } from "../conversion/visible-text.ts";
import { type PolicyDocument, policyMeantAt } from "../document.ts";
import { type CommandLine, readCommandLine } from "./command-line.ts";
import { dependentsOf, isRoleArn, notesOn } from "./needed-notes.ts";
import { resourcesFor } from "./needed-resources.ts";
import { permissionsOfS3Command } from "./s3-commands.ts";
import { withObjectOptions } from "./s3-object-options.ts";

export interface NeededPermissions {
  /** What it needs, and where AWS says so. */
  readonly summary: Phrase;
  /** What to look at before they are used; may be empty. */
  readonly notes: readonly Phrase[];
  /** Statements that allow it; empty where no permission is needed. */
  readonly statements: readonly NewObject[];
  /** The text of a policy of these statements; empty where there are none. */
  readonly policy: string;
}

/** A phrase says what is not known of it. */
export function neededPermissions(typed: string, catalog: Catalog): NeededPermissions | { readonly problem: Phrase } {
  const line = readCommandLine(typed);
  const asked = askedIn(line, catalog);
  if ("problem" in asked) return asked;
  const found = withPassedRoles(asked, catalog);
  const statements = statementsOf(found.needs, asked.line, catalog);
  const policy = newObject({ Version: CURRENT_VERSION, Statement: statements });
  return {
    statements,
    summary: summaryOf(found, catalog),
    notes: notesOn(found.needs, asked.line, catalog),
    policy: statements.length === 0 ? "" : `${withVisibleText(printNewDocument(policy), "json")}\n`,
  };
}

/** Edits that write statements behind the one at the offset, or behind all; undefined where no policy can take them. */
export function addedStatements(
  document: PolicyDocument,
  offset: number,
  statements: readonly NewObject[],
): readonly Edit[] | undefined {
  const found = document.policies[policyMeantAt(document, offset)];
  if (found === undefined || found.site.broken || found.site.standing !== "source") return undefined;
  const { policy, site, kind } = found;
  if (NAMES_PRINCIPALS.includes(kind.kind)) return undefined;
  const behind = policy.statements.find(({ span }) => spanHolds(span, offset));
  const changes = addStatements(policy, statements, behind);
  return changes && site.writer?.edits(changes);
}

/** A statement that says nothing of who may is not valid in these. */
const NAMES_PRINCIPALS: readonly PolicyKind[] = ["trust", "resource", "rcp", "vpc-endpoint"];

interface Asked {
  readonly permissions: OperationPermissions;
  /** Its options name the resources. */
  readonly line: CommandLine;
}

function askedIn(line: CommandLine, catalog: Catalog): Asked | { readonly problem: Phrase } {
  const [first = "", ...rest] = line.words;
  if (first === "") return { problem: WHAT_TO_WRITE };
  if (first === "docker") return ofDocker(rest, line);
  const isCommand = first === "aws" || rest.length > 0;
  const permissions = isCommand
    ? ofCommand(first === "aws" ? rest : line.words, line, catalog)
    : ofOperation(first, catalog);
  return "problem" in permissions ? permissions : { permissions, line };
}

const WHAT_TO_WRITE = say`Write an API operation such as ${name("HeadObject")} or a command such as ${name("aws s3 sync . s3://bucket")}.`;

function ofDocker([command, image = ""]: readonly string[], line: CommandLine): Asked | { readonly problem: Phrase } {
  const place = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(image);
  if ((command !== "push" && command !== "pull") || (image !== "" && place === null)) {
    return {
      problem: say`Only ${name("docker push")} and ${name("docker pull")} with a private repository of Amazon ECR are known.`,
    };
  }
  const [, account, region, repository] = place ?? [];
  const options = new Map(line.options);
  if (account !== undefined) options.set("account", account);
  if (region !== undefined) options.set("region", region);
  if (repository !== undefined) options.set("repository-name", repository);
  return { permissions: permissionsOfImage(command), line: { ...line, options } };
}

function ofCommand(
  [service = "", command, ...paths]: readonly string[],
  { options }: CommandLine,
  catalog: Catalog,
): OperationPermissions | { readonly problem: Phrase } {
  if (service === "") return { problem: WHAT_TO_WRITE };
  if (command === undefined) return { problem: say`Write the command behind ${name(service)}.` };
  const special =
    service === "s3"
      ? permissionsOfS3Command([command, ...paths], options)
      : permissionsOfCommand(service.toLowerCase(), command.toLowerCase());
  if (special !== undefined) return options.has("s3-bucket") ? withUpload(special) : special;
  const prefix = servicePrefixOf(catalog, CLI_SERVICES.get(service) ?? service);
  if (prefix === undefined)
    return { problem: say`The AWS CLI's service ${name(service)} is not known. ${WHAT_TO_WRITE}` };
  if (command === "wait") return ofWait(prefix, service, paths[0], catalog);
  const found = inService(prefix, service, command, catalog);
  return service === "s3api" && !("problem" in found) ? withObjectOptions(found, { options }) : found;
}

/** It calls one operation until that says what is waited for. */
function ofWait(
  prefix: string,
  service: string,
  command: string | undefined,
  catalog: Catalog,
): OperationPermissions | { readonly problem: Phrase } {
  if (command === undefined) return { problem: say`Write what to wait for behind ${name(`${service} wait`)}.` };
  const operation = operationOfWait(service, command);
  return operation === undefined
    ? unknown(`${service} wait ${command}`, catalog)
    : inService(prefix, service, operation, catalog);
}

/** A template that is too long, and what it refers to, are uploaded unless they are there. */
function withUpload(permissions: OperationPermissions): OperationPermissions {
  const upload: NeededAccess = { actions: ["s3:GetObject", "s3:PutObject"], resource: "arn:aws:s3:::<s3-bucket>/*" };
  return { ...permissions, needs: [...permissions.needs, upload] };
}

/** Names that the AWS CLI has for itself. */
const CLI_SERVICES: ReadonlyMap<string, string> = new Map([
  ["deploy", "codedeploy"],
  ["s3api", "s3"],
]);

function ofOperation(typed: string, catalog: Catalog): OperationPermissions | { readonly problem: Phrase } {
  const parts = /^(?:([\w-]+)[:.])?([\w-]+)$/.exec(typed);
  const operation = (parts?.[2] ?? "").replaceAll("-", "");
  if (operation === "") return unknown(typed, catalog);
  const service = parts?.[1];
  if (service !== undefined) {
    const prefix = servicePrefixOf(catalog, service);
    if (prefix === undefined) return { problem: say`The service ${name(service)} is not known. ${WHAT_TO_WRITE}` };
    return inService(prefix, service, operation, catalog);
  }
  const several = catalog.servicePrefixes.flatMap(
    (prefix) => permissionsOfOperation(prefix, operation.toLowerCase()) ?? [],
  );
  const [only, ...more] = several;
  if (only !== undefined && more.length === 0) return only;
  const action = actionOfOperation(catalog, undefined, operation);
  if (action !== null) return oneAction(action, catalog);
  const named = catalog.servicePrefixes.filter((prefix) => catalog.service(prefix)?.action(operation) !== undefined);
  return named.length > 1
    ? {
        problem: say`${countOf(named.length, "service")} have it: ${listed(
          named.map((prefix) => name(`${prefix}:${operation}`)),
          "or",
        )}. Write the service before it.`,
      }
    : unknown(typed, catalog);
}

function inService(
  prefix: string,
  service: string,
  operation: string,
  catalog: Catalog,
): OperationPermissions | { readonly problem: Phrase } {
  const squashed = operation.replaceAll("-", "");
  const several = permissionsOfOperation(prefix, squashed.toLowerCase());
  if (several !== undefined) return several;
  const action = actionOfOperation(catalog, service === "s3control" ? service : prefix, squashed);
  return action === null ? unknown(`${service} ${operation}`, catalog) : oneAction(action, catalog);
}

function oneAction(action: string, catalog: Catalog): OperationPermissions {
  const service = catalog.service(action.slice(0, action.indexOf(":")))?.name ?? "";
  return { needs: [{ actions: [action] }], page: `Actions, resources, and condition keys for ${service}` };
}

/** What is not in the data is not guessed. */
function unknown(what: string, catalog: Catalog): { readonly problem: Phrase } {
  return {
    problem: say`It is not known what ${name(what)} needs. Run it with ${name("--debug")} to see which operations it calls, and ask for those. (AWS data of ${catalog.info.date})`,
  };
}

function statementsOf(needs: readonly NeededAccess[], line: CommandLine, catalog: Catalog): readonly NewObject[] {
  const byResources = new Map<string, { readonly resources: readonly string[]; readonly actions: Set<string> }>();
  for (const need of needs) {
    for (const action of need.actions) {
      const resources = resourcesFor(action, need.resource, line, catalog);
      const key = resources.join("\n");
      const group = byResources.get(key) ?? { resources, actions: new Set<string>() };
      group.actions.add(action);
      byResources.set(key, group);
    }
  }
  return [...byResources.values()].map(({ resources, actions }) =>
    newObject({ Effect: "Allow", Action: oneOrMore([...actions]), Resource: oneOrMore(resources) }),
  );
}

function oneOrMore(texts: readonly string[]): string | readonly string[] {
  const [only, ...others] = texts;
  return only !== undefined && others.length === 0 ? only : texts;
}

function summaryOf({ needs, page }: OperationPermissions, { info }: Catalog): Phrase {
  const actions = actionsIn(needs);
  const what = actions.length === 0 ? say`It needs no permission.` : say`It needs ${listed(actions.map(name), "and")}.`;
  return sentences(what, say`Source: ${page}. AWS data of ${info.date}.`);
}

/** A role that the command names is passed, where AWS asks for that. */
function withPassedRoles({ permissions, line }: Asked, catalog: Catalog): OperationPermissions {
  const roles = [...line.options.values()].filter(isRoleArn);
  const { needs } = permissions;
  if (roles.length === 0 || !dependentsOf(actionsIn(needs), catalog).has("iam:PassRole")) return permissions;
  return { ...permissions, needs: [...needs, ...roles.map((resource) => ({ actions: ["iam:PassRole"], resource }))] };
}

function actionsIn(needs: readonly NeededAccess[]): readonly string[] {
  return [...new Set(needs.flatMap((need) => need.actions))];
}
