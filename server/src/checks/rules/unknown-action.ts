import { type Catalog, type CatalogInfo, type Service } from "../../catalog/catalog.ts";
import { type ActionText, hasWildcard, splitAction } from "../action-text.ts";
import { permissionsNamed } from "../../catalog/named-operation.ts";
import { type Check } from "../check.ts";
import { addEntries, replacePart, replaceText, replaceValues } from "../../policy/changes.ts";
import { actionEntries, type ListEntry } from "../entries.ts";
import { type Fix } from "../fix.ts";
import { editDistance, MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { typesOfArn } from "../../wording/resource.ts";
import { certainKind } from "../kind-rules.ts";
import { owningService } from "../owning-service.ts";
import { refusedActionOf } from "../policy-owner.ts";
import { isUnknownOfSts } from "./trust-policy-action.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { operationInWords } from "../../wording/operation.ts";
import { dataNote, notInReference } from "../../wording/reference.ts";
import { actionOfService, serviceInWords } from "../../wording/service.ts";
import { type Inline, listed, name, say, sentences } from "../../wording/phrase.ts";

interface UnknownAction {
  /** As written, with its service. */
  readonly text: string;
  readonly service: Service;
  readonly near: readonly string[];
  /** Where the service has one for each type of resource: too many to choose from. */
  readonly perType: readonly string[];
  /** With their service, as AWS's pages have them, where it is an API operation. */
  readonly permissions: readonly string[];
  readonly info: CatalogInfo;
  /** S3 takes no bucket policy with such an action. */
  readonly rejected: boolean;
}

const MOST_SHOWN = 4;

const CORRECT = say`Correct it if it is misspelled.`;

const MESSAGES = messagesOf({
  unknown: ({ text, near, info }: UnknownAction) => sentences(notInReference(text, info), didYouMean(near) ?? CORRECT),
  perType: ({ text, service, perType, info }: UnknownAction) =>
    sentences(
      notInReference(text, info),
      say`${serviceInWords(service)} has one for each type of resource, such as ${listed(perType.slice(0, MOST_SHOWN).map(name), "and")}. Write those that you need.`,
    ),
  operation: ({ text, permissions, info }: UnknownAction) =>
    sentences(operationInWords(text, permissions), dataNote(info)),
  rejected: ({ text, near, permissions, info }: UnknownAction) =>
    sentences(
      say`S3 rejects a bucket policy with ${name(text)}, because it has no such permission. An API operation often has another name than its permission.`,
      didYouMean(permissions.length > 0 ? permissions : near) ?? CORRECT,
      dataNote(info),
    ),
  noMatch: ({ text, service, near, info }: UnknownAction) =>
    sentences(
      say`${name(text)} does not match any action of ${serviceInWords(service)} in AWS's service reference of ${info.date}.`,
      didYouMean(near) ?? CORRECT,
    ),
  retired: ({ text, service, near, info }: UnknownAction) =>
    sentences(
      say`${name(text)} was once ${actionOfService(service)}, but AWS no longer lists it.`,
      didYouMean(near) ?? say`Remove it.`,
      dataNote(info),
    ),
});

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
    let searches = 0;
    for (const place of actionEntries(policy)) {
      const { entry, text, statement } = place;
      const action = splitAction(text);
      const service = action === undefined ? undefined : catalog.service(action.service);
      if (action === undefined || service === undefined || isKnown(action, service, catalog)) continue;
      // AWS rejects such a trust policy, which `trust-policy-action` says.
      if (isTrust && isUnknownOfSts(action, catalog)) continue;
      const isTaken = (one: string): boolean => isTakenBy(owner, one, catalog);
      const all = permissionsNamed(service.prefix, action.name, catalog);
      const permissions = all.every(isTaken) ? all : [];
      const near =
        permissions.length === 0 && searches++ < MOST_SEARCHES
          ? likelyActions(action, service, statement).filter((one) => isTaken(`${service.prefix}:${one}`))
          : [];
      const perType = near.length + permissions.length > 0 ? [] : tagActionsOf(action.name, service, statement);
      const isSlip = near.length + permissions.length + perType.length > 0;
      yield {
        span: entry.within(action.nameStart, text.length),
        ...messageFor(
          { text, rejected: isBucket && isSlip, service, near, perType, permissions, info: catalog.info },
          action,
          catalog,
        ),
        // The reference has holes, so only an evident slip is worth a warning; S3 rejects it.
        ...(isSlip ? (isBucket ? { severity: "error" as const } : {}) : { severity: "info" as const }),
        fixes: () =>
          permissions.length > 0
            ? permissionFixes(place, action, permissions)
            : near.map((one) => ({
                title: say`Replace ${name(action.name)} with ${name(one)}`,
                changes: replacePart(entry, action.nameStart, text.length, one),
              })),
      };
    }
  },
};

/** What the policy's owner rejects is no correction: `s3:ListAllMyBuckets` is of no bucket. */
function isTakenBy(owner: string | undefined, text: string, catalog: Catalog): boolean {
  const action = splitAction(text);
  return action === undefined || refusedActionOf(owner, action, catalog) === undefined;
}

function isKnown(action: ActionText, service: Service, catalog: Catalog): boolean {
  if (!hasWildcard(action.name)) {
    return (
      service.action(action.name) !== undefined ||
      catalog.documentedOn(`${service.prefix}:${action.name}`) !== undefined
    );
  }
  return catalog.actionsMatching(`${service.prefix}:${action.name}`, 0).count > 0;
}

function messageFor(unknown: UnknownAction, action: ActionText, catalog: Catalog): Message {
  if (unknown.rejected) return MESSAGES.rejected(unknown);
  if (catalog.isRetiredAction(unknown.service.prefix, action.name)) return MESSAGES.retired(unknown);
  if (unknown.permissions.length > 0) return MESSAGES.operation(unknown);
  if (unknown.perType.length > 0) return MESSAGES.perType(unknown);
  return hasWildcard(action.name) ? MESSAGES.noMatch(unknown) : MESSAGES.unknown(unknown);
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

/** Those spelled most like it; of a pattern, its start. */
function likelyActions(action: ActionText, service: Service, statement: Statement): readonly string[] {
  if (hasWildcard(action.name)) return likelyPatterns(action.name, service);
  const ofType = tagActionsOf(action.name, service, statement);
  if (ofType.length > 0) return ofType.length <= MOST_TAG_ACTIONS ? ofType : [];
  return nearestNames(action.name, service.actionNames).filter((near) => isLikely(action.name, near, service));
}

/** `iam:TagResource` on a role was to be `iam:TagRole`: some services have an action for each type. */
function tagActionsOf(written: string, service: Service, { resource }: Statement): readonly string[] {
  const [, verb] = /^(Tag|Untag|ListTagsFor)Resources?$/i.exec(written) ?? [];
  const resources: readonly Scalar[] = resource?.entries ?? [];
  if (verb === undefined || !resources.every(isSettled)) return [];
  const starts = TAG_ACTIONS[verb.toLowerCase()];
  return service.actionNames.filter((one) => {
    const types = starts?.test(one) === true ? (service.action(one)?.resources ?? []) : [];
    return types.length > 0 && resources.every(({ text }) => text === "*" || isOfTypes(text, types, service));
  });
}

const TAG_ACTIONS: Readonly<Record<string, RegExp>> = {
  tag: /^(?:Tag|AddTags|CreateTags)/,
  untag: /^(?:Untag|RemoveTags|DeleteTags)/,
  listtagsfor: /^(?:List[A-Za-z]*Tags|ListTagsFor|DescribeTags)/,
};

function isOfTypes(arn: string, types: readonly { readonly type: string }[], service: Service): boolean {
  return typesOfArn(arn, service).some(({ name: one }) => types.some(({ type }) => type === one));
}

const MOST_TAG_ACTIONS = 2;

/** `ListBuket*` was to be `ListBucket*`. */
function likelyPatterns(pattern: string, service: Service): readonly string[] {
  const start = pattern.slice(0, -1);
  if (!pattern.endsWith("*") || hasWildcard(start)) return [];
  const starts = service.actionNames.flatMap((one) =>
    // Of a short start only whole words are near: `Ret` is a stretch of `RetireGrant`, and nobody meant it by `Get*`.
    [-1, 0, 1].flatMap((more) => {
      const length = Math.max(0, start.length + more);
      return start.length < LONG_START && !/^(?:[A-Z0-9]|$)/.test(one.slice(length)) ? [] : [one.slice(0, length)];
    }),
  );
  return nearestNames(start, new Set(starts))
    .filter((near) => isLikely(start, near, service))
    .map((near) => `${near}*`);
}

const LONG_START = 8;

function isLikely(written: string, near: string, service: Service): boolean {
  return !hasOtherVerb(written, near, service) && isNearWordByWord(written, near);
}

/** `ListHapgs` was once an action and is no slip for `ListTags`: two slips in a short word make another word of it. */
function isNearWordByWord(written: string, near: string): boolean {
  const [words, others] = [written, near].map((text) => text.split(/(?=[A-Z])/).map((word) => word.toLowerCase()));
  if (words?.length !== others?.length) return true;
  return (words ?? []).every((word, at) => {
    const other = others?.[at] ?? "";
    return editDistance(word, other, Math.max(1, Math.floor(Math.max(word.length, other.length) / 4))) !== undefined;
  });
}

/** `Get…` is near to `Put…`, but whoever wrote a verb of the service meant that verb, and nobody meant the opposite. */
function hasOtherVerb(written: string, near: string, service: Service): boolean {
  if (isOpposite(written, near) || isOpposite(near, written)) return true;
  const verb = verbOf(written);
  return verb !== verbOf(near) && (VERBS.has(verb) || service.actionNames.some((one) => verbOf(one) === verb));
}

/** Verbs that most services have: who wrote one of them meant it. */
const VERBS: ReadonlySet<string> = new Set([
  ...["get", "list", "describe", "put", "set", "create", "delete", "update", "add", "remove", "batch", "search"],
  ...["start", "stop", "send", "tag", "untag", "enable", "disable", "read", "write", "view", "copy", "run", "query"],
]);

function isOpposite(one: string, other: string): boolean {
  return ["de", "dis", "un"].some((prefix) => one.toLowerCase() === `${prefix}${other.toLowerCase()}`);
}

function verbOf(action: string): string {
  return /^[A-Za-z][a-z]*/.exec(action)?.[0].toLowerCase() ?? "";
}
