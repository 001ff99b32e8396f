import { type Catalog, type CatalogInfo, type Service } from "../../catalog/catalog.ts";
import { type ActionText, hasWildcard, splitAction } from "../action-text.ts";
import { permissionsNamed, permissionsOfNamedCommand } from "../../catalog/named-operation.ts";
import { isSettled, type ListElement, type Policy, type Scalar, type Statement } from "../../policy/policy.ts";
import { type Check, type Severity } from "../check.ts";
import { addEntries, replacePart, replaceText, replaceValues } from "../../policy/changes.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { type Fix, removalOf } from "../fix.ts";
import { MOST_SEARCHES } from "../../domains/nearest-name.ts";
import {
  actionOnNamed,
  alikeActions,
  isOfNeighbor,
  likelyActions,
  ofOtherServices,
  tagActionsOf,
} from "../likely-actions.ts";
import { certainKind } from "../kind-rules.ts";
import { type ListReader, listReader } from "../list-reader.ts";
import { owningService } from "../owning-service.ts";
import { policyOwner, type PolicyOwner, refusedActionOf } from "../policy-owner.ts";
import { replaceActionOn } from "../moved-actions.ts";
import { isUnknownOfSts } from "./trust-policy-action.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { commandInWords, listedOperationInWords, operationInWords } from "../../wording/operation.ts";
import { dataNote, notInReference } from "../../wording/reference.ts";
import { actionOfService, serviceInWords } from "../../wording/service.ts";
import { type Inline, listed, name, type Phrase, say, sentences } from "../../wording/phrase.ts";

interface UnknownAction {
  /** As written, with its service. */
  readonly text: string;
  readonly service: Service;
  readonly near: readonly string[];
  /** Where the service has one for each type of resource: too many to choose from. */
  readonly perType: readonly string[];
  /** Actions of that name, with their services. */
  readonly elsewhere: readonly string[];
  /** With their service, as AWS's pages have them, where it is an API operation. */
  readonly permissions: readonly string[];
  readonly info: CatalogInfo;
  /** The name is that of a command instead. */
  readonly isCommand: boolean;
  /** The name is that of a condition key of the service. */
  readonly isKey: boolean;
  /** All its permissions stand in the same list. */
  readonly isBeside: boolean;
  /** All that it was probably meant to be, with its service, where the same list has that, too. */
  readonly meantBeside: readonly string[];
  /** The list writes out each of those names, without a wildcard. */
  readonly isWrittenOut: boolean;
  /** The statement is about objects of S3 alone, and its permission acts on their bucket. */
  readonly isOnBucket: boolean;
  /** Who takes no policy with such an action. */
  readonly rejectedBy: PolicyOwner | undefined;
}

const MOST_SHOWN = 4;

const CORRECT = say`Correct it if it is misspelled.`;

const MESSAGES = messagesOf({
  unknown: ({ text, near, elsewhere, info }: UnknownAction) =>
    sentences(notInReference(text, info), didYouMean(near) ?? didYouMean(elsewhere) ?? CORRECT),
  beside: (unknown: UnknownAction) => sentences(notInReference(unknown.text, unknown.info), besideInWords(unknown)),
  perType: ({ text, service, perType, info }: UnknownAction) =>
    sentences(
      notInReference(text, info),
      say`${serviceInWords(service)} has one for each type of resource, such as ${listed(perType.slice(0, MOST_SHOWN).map(name), "and")}. Write those that you need.`,
    ),
  operation: ({ text, permissions, info }: UnknownAction) =>
    sentences(operationInWords(text, permissions), dataNote(info)),
  conditionKey: ({ text, info }: UnknownAction) =>
    sentences(
      say`${name(text)} is a condition key, not an action. Remove it, or write a ${name("Condition")} that asks for its value.`,
      dataNote(info),
    ),
  operationOnBucket: ({ text, permissions, info }: UnknownAction) =>
    sentences(
      say`${name(text)} is the name of an API operation. Its permission is ${listed(permissions.map(name), "and")}, which acts on a bucket and not on objects. Write that in a statement on the bucket.`,
      dataNote(info),
    ),
  operationBeside: ({ text, permissions, info }: UnknownAction) =>
    sentences(listedOperationInWords(text, permissions), dataNote(info)),
  command: ({ text, permissions, info }: UnknownAction) => sentences(commandInWords(text, permissions), dataNote(info)),
  rejected: (unknown: UnknownAction, { label, resource }: PolicyOwner) =>
    sentences(
      say`${label} rejects ${resource === "bucket" ? "a bucket policy" : `the policy of a ${resource}`} with ${name(unknown.text)}, because it has no such permission. An API operation often has another name than its permission.`,
      besideInWords(unknown) ??
        didYouMean(unknown.permissions.length > 0 ? unknown.permissions : unknown.near) ??
        CORRECT,
      dataNote(unknown.info),
    ),
  noMatch: ({ text, service, near, info }: UnknownAction) =>
    sentences(
      say`${name(text)} does not match any action of ${serviceInWords(service)} in AWS's service reference of ${info.date}.`,
      didYouMean(near) ?? CORRECT,
    ),
  retired: (unknown: UnknownAction) =>
    sentences(
      say`${name(unknown.text)} was once ${actionOfService(unknown.service)}, but AWS no longer lists it.`,
      besideInWords(unknown) ?? didYouMean(unknown.near) ?? say`Remove it.`,
      dataNote(unknown.info),
    ),
});

/** Of a name whose correction stands beside it; undefined of any other. */
function besideInWords({ text, meantBeside, isWrittenOut }: UnknownAction): Phrase | undefined {
  if (meantBeside.length === 0) return undefined;
  const meant = say`${listed(meantBeside.map(name), "and")} ${meantBeside.length === 1 ? "is" : "are"}`;
  return isWrittenOut
    ? say`${meant} in this list already. Remove ${name(text)}.`
    : say`${meant} matched by another entry of this list already. Remove ${name(text)}.`;
}

export const unknownAction: Check = {
  code: "unknown-action",
  severity: "warning",
  summary: "AWS's service reference does not list an action with this name.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const { policy, catalog } = subject;
    const isTrust = certainKind(subject) === "trust";
    const owner = owningService(subject);
    const isBucket = owner === "s3";
    const isListedIn = listReader();
    let searches = 0;
    for (const place of actionEntries(policy)) {
      const { entry, text, statement } = place;
      const action = splitAction(text);
      const service = action === undefined ? undefined : catalog.service(action.service);
      if (action === undefined || service === undefined || isKnown(action, service, catalog)) continue;
      // AWS rejects such a trust policy, which `trust-policy-action` says.
      if (isTrust && isUnknownOfSts(action, catalog)) continue;
      const isTaken = (one: string): boolean => isTakenBy(owner, one, catalog);
      const ofOperation = permissionsNamed(service.prefix, action.name, catalog);
      const isCommand = ofOperation.length === 0;
      const all = isCommand ? permissionsOfNamedCommand(service.prefix, action.name, catalog) : ofOperation;
      const isElsewhere = all.length > 0 && all.every((one) => actsOnNothing(one, service));
      const onNamed = isElsewhere ? actionOnNamed(action.name, service, statement) : undefined;
      const permissions = onNamed === undefined && all.every(isTaken) ? all : [];
      const near =
        onNamed !== undefined
          ? [onNamed]
          : permissions.length === 0 && searches++ < MOST_SEARCHES
            ? likelyActions(action, service, statement, catalog).filter((one) => isTaken(`${service.prefix}:${one}`))
            : [];
      const perType = near.length + permissions.length > 0 ? [] : tagActionsOf(action.name, service, statement);
      const isNamed = near.length + permissions.length + perType.length > 0;
      const isKey = !isNamed && service.conditionKey(`${service.prefix}:${action.name}`) !== undefined;
      const isOwn = isNamed || isKey;
      const ownActions = isOwn ? [] : alikeActions(action, service, catalog);
      const alike = ownActions.filter((one) => isTaken(`${service.prefix}:${one}`));
      const isRetired = catalog.isRetiredAction(service.prefix, action.name);
      const elsewhere =
        isOwn || alike.length > 0 || isBucket || isRetired || searches >= MOST_SEARCHES
          ? []
          : ofOtherServices(action, service, catalog);
      const beside = isBucket ? [] : permissions.filter((one) => isListedIn(one, place.element));
      const isBeside = permissions.length > 0 && beside.length === permissions.length;
      const isOnBucket = permissions.length === 1 && isOnObjects(statement) && actsOnBucket(permissions[0], service);
      const isSlip = isOwn || elsewhere.some((one) => isOfNeighbor(service, one));
      const isRejected = isSlip && (isBucket || (owner === service.prefix && isMisspelled(action, permissions)));
      const rejectedBy = isRejected ? refuserOf(owner) : undefined;
      const named = { text, service, perType, elsewhere, permissions, near: [...near, ...alike], info: catalog.info };
      const inList = hasWildcard(action.name) ? NOTHING_IN_LIST : meantInList(named, place.element, isListedIn);
      const told = { ...named, ...inList, isCommand, isKey, isBeside, isOnBucket, rejectedBy };
      // The reference has holes, so only an evident slip is worth a warning; S3 rejects it. With a name too many nothing is missing.
      const isHarmless =
        isBeside ||
        (inList.meantBeside.length > 0 && rejectedBy === undefined) ||
        (service.prefix === "dynamodb" && beside.length > 0);
      yield {
        span: entry.within(action.nameStart, text.length),
        ...messageFor(told, action, catalog),
        ...severityOf({ isSlip, isHarmless, isBeside, isRejected: rejectedBy !== undefined }),
        fixes: () =>
          isOnBucket && !isBeside ? bucketFixes(policy, place, permissions) : fixesFor(place, action, told),
      };
    }
  },
};

/** A name beside all that it stands for can go, and nothing changes. */
function severityOf(found: {
  readonly isSlip: boolean;
  readonly isHarmless: boolean;
  readonly isBeside: boolean;
  readonly isRejected: boolean;
}): { readonly severity?: Severity } {
  if (!found.isSlip || found.isHarmless) return { severity: found.isBeside ? "hint" : "info" };
  return found.isRejected ? { severity: "error" } : {};
}

function fixesFor(place: ListEntry, action: ActionText, unknown: UnknownAction): readonly Fix[] {
  const { text, near, elsewhere, permissions, isBeside, meantBeside } = unknown;
  const { element, entry } = place;
  if (isBeside || meantBeside.length > 0) {
    return removalOf(element, element.entries.indexOf(entry));
  }
  if (permissions.length > 0) return permissionFixes(place, action, permissions);
  return [
    ...near.map((one) => ({
      title: say`Replace ${name(action.name)} with ${name(one)}`,
      changes: replacePart(entry, action.nameStart, text.length, one),
    })),
    ...elsewhere.map((one) => ({
      title: say`Replace ${name(text)} with ${name(one)}`,
      changes: replaceText(entry, one),
    })),
  ];
}

/** Its permission acts on the buckets of the objects, where the file says which they are. */
function bucketFixes(
  policy: Policy,
  { statement, element, entry }: ListEntry,
  permissions: readonly string[],
): readonly Fix[] {
  const objects = statement.resource?.entries ?? [];
  const buckets = objects.flatMap((one) => (isSettled(one) ? (BUCKET.exec(one.text)?.[0] ?? []) : []));
  if (buckets.length < objects.length || statement.resource?.open === true || element !== statement.action) return [];
  return replaceActionOn(policy, statement, { moved: element.entries.indexOf(entry), by: permissions }, [
    ...new Set(buckets),
  ]);
}

/** No bucket's name has a wildcard in what follows it. */
const BUCKET = /^arn:[^/:*?]{1,40}:s3:::[^/*?$]{1,100}(?=\/)/;

/** What the policy's owner rejects is no correction: `s3:ListAllMyBuckets` is of no bucket. */
function isTakenBy(owner: string | undefined, text: string, catalog: Catalog): boolean {
  const action = splitAction(text);
  return action === undefined || refusedActionOf(owner, action, catalog) === undefined;
}

function isKnown(action: ActionText, service: Service, catalog: Catalog): boolean {
  const written = `${service.prefix}:${action.name}`;
  const isListed = hasWildcard(action.name)
    ? catalog.actionsMatching(written, 0).count > 0
    : service.action(action.name) !== undefined;
  return isListed || IN_EVERY_TOPIC.test(written) || catalog.documentedOn(written) !== undefined;
}

/** Also where the bucket is not settled: no name of one has a slash, nor has its ARN. */
function isOnObjects({ resource }: Statement): boolean {
  const entries = resource?.entries ?? [];
  return entries.length > 0 && entries.every((entry) => OBJECTS.test(entry.text) || isBehindBucket(entry));
}

/** `${bucket.arn}/*` */
function isBehindBucket({ text, holes: [first] }: Scalar): boolean {
  return first?.start === 0 && text[first.end] === "/";
}

const OBJECTS = /^arn:[^/]{0,100}:s3:::[^/]{0,200}\//;

function actsOnBucket(permission: string | undefined, service: Service): boolean {
  const action = splitAction(permission ?? "");
  const types = action?.service === service.prefix ? (service.action(action.name)?.resources ?? []) : [];
  return types.some(({ type }) => type === "bucket") && !types.some(({ type }) => /object/i.test(type));
}

function actsOnNothing(permission: string, service: Service): boolean {
  const action = splitAction(permission);
  return action?.service === service.prefix && service.action(action.name)?.resources.length === 0;
}

/** Amazon SNS itself writes it into the policy of a topic. */
const IN_EVERY_TOPIC = /^sns:receive$/i;

/**
 * S3: "Policy has invalid action". SNS: "Policy statement action out of service scope!", also for actions that its list of
 * valid ones lacks. SQS: "Invalid value for the parameter Policy".
 */
function refuserOf(owner: string | undefined): PolicyOwner | undefined {
  return owner === "s3" || owner === "sns" || owner === "sqs" ? policyOwner(owner) : undefined;
}

/** What SNS and SQS make of the name of an API operation, and of a pattern, they do not say. */
function isMisspelled({ name: written }: ActionText, permissions: readonly string[]): boolean {
  return permissions.length === 0 && !hasWildcard(written);
}

function messageFor(unknown: UnknownAction, action: ActionText, catalog: Catalog): Message {
  if (unknown.rejectedBy !== undefined) return MESSAGES.rejected(unknown, unknown.rejectedBy);
  if (catalog.isRetiredAction(unknown.service.prefix, action.name)) return MESSAGES.retired(unknown);
  if (unknown.isKey) return MESSAGES.conditionKey(unknown);
  if (unknown.isBeside) return MESSAGES.operationBeside(unknown);
  if (unknown.isOnBucket) return MESSAGES.operationOnBucket(unknown);
  if (unknown.permissions.length > 0) return MESSAGES[unknown.isCommand ? "command" : "operation"](unknown);
  if (unknown.perType.length > 0) return MESSAGES.perType(unknown);
  if (hasWildcard(action.name)) return MESSAGES.noMatch(unknown);
  return unknown.meantBeside.length > 0 ? MESSAGES.beside(unknown) : MESSAGES.unknown(unknown);
}

type InList = Pick<UnknownAction, "meantBeside" | "isWrittenOut">;

const NOTHING_IN_LIST: InList = { meantBeside: [], isWrittenOut: false };

/** What an unknown name was probably meant to be, if the list has each of those names, by itself or in a wildcard. */
function meantInList(
  { service, near, elsewhere }: Pick<UnknownAction, "service" | "near" | "elsewhere">,
  list: ListElement,
  isListedIn: ListReader,
): InList {
  const meant = near.length > 0 ? near.map((one) => `${service.prefix}:${one}`) : elsewhere;
  if (!meant.every((one) => isListedIn(one, list))) return NOTHING_IN_LIST;
  const written = new Set(list.entries.filter((one) => one.certain).map((one) => one.text.toLowerCase()));
  return { meantBeside: meant, isWrittenOut: meant.every((one) => written.has(one.toLowerCase())) };
}

/** All permissions of an operation stand in the place of its name; which of many it needs, only its callers know. */
function permissionFixes({ entry, element }: ListEntry, written: ActionText, permissions: readonly string[]): Fix[] {
  const [first = "", ...more] = permissions;
  const title = say`Replace ${name(written.name)} with ${listed(permissions.map(withoutService), "and")}`;
  if (more.length === 0) return [{ title, changes: replaceText(entry, first) }];
  if (more.length > 1) return [];
  if (element.node.kind !== "array") {
    const changes = replaceValues(element, permissions);
    return changes === undefined ? [] : [{ title, changes }];
  }
  const added = addEntries(element, more);
  return added === undefined ? [] : [{ title, changes: [...replaceText(entry, first), ...added] }];
}

function withoutService(action: string): Inline {
  return name(action.slice(action.indexOf(":") + 1));
}
