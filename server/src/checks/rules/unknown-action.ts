import { type Catalog, type CatalogInfo, type Service } from "../../catalog/catalog.ts";
import { type ActionText, hasWildcard, splitAction } from "../action-text.ts";
import { actionOfOperation } from "../../catalog/operation-actions.ts";
import { type Check } from "../check.ts";
import { replacePart } from "../../policy/changes.ts";
import { actionEntries } from "../entries.ts";
import { MOST_SEARCHES, nearestNames } from "../../domains/nearest-name.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { didYouMean } from "../../wording/did-you-mean.ts";
import { dataNote } from "../../wording/reference.ts";
import { actionOfService, serviceInWords } from "../../wording/service.ts";
import { name, say, sentences } from "../../wording/phrase.ts";

interface UnknownAction {
  /** As written, with its service. */
  readonly text: string;
  readonly service: Service;
  /** What that means, for the end of a sentence. */
  readonly effect: string;
  readonly near: readonly string[];
  readonly info: CatalogInfo;
}

const MESSAGES = messagesOf({
  unknown: ({ text, service, effect, near, info }: UnknownAction) =>
    sentences(
      say`${name(text)} is not ${actionOfService(service)}${effect}.`,
      didYouMean(near) ?? say`Correct or remove it.`,
      dataNote(info),
    ),
  noMatch: ({ text, service, effect, info }: UnknownAction) =>
    sentences(
      say`${name(text)} does not match any action of ${serviceInWords(service)}${effect}. Correct or remove it.`,
      dataNote(info),
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
  summary: "The service has no action with this name.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog }) {
    let searches = 0;
    for (const { entry, text, elementName } of actionEntries(policy)) {
      const action = splitAction(text);
      const service = action === undefined ? undefined : catalog.service(action.service);
      if (action === undefined || service === undefined || isKnown(action, service, catalog)) continue;
      const effect = elementName === "NotAction" ? ", so it excludes nothing" : "";
      const near = searches++ < MOST_SEARCHES ? likelyActions(action, service, catalog) : [];
      yield {
        span: entry.within(action.nameStart, text.length),
        ...messageFor({ text, service, effect, near, info: catalog.info }, action, catalog),
        fixes: () =>
          near.map((one) => ({
            title: say`Replace ${name(action.name)} with ${name(one)}`,
            changes: replacePart(entry, action.nameStart, text.length, one),
          })),
      };
    }
  },
};

function isKnown(action: ActionText, service: Service, catalog: Catalog): boolean {
  if (!hasWildcard(action.name)) return service.action(action.name) !== undefined;
  return catalog.actionsMatching(`${service.prefix}:${action.name}`, 0).count > 0;
}

function messageFor(unknown: UnknownAction, action: ActionText, catalog: Catalog): Message {
  if (catalog.isRetiredAction(unknown.service.prefix, action.name)) return MESSAGES.retired(unknown);
  return hasWildcard(action.name) ? MESSAGES.noMatch(unknown) : MESSAGES.unknown(unknown);
}

/** The action that authorizes the operation of that name, or else those spelled most like it. */
function likelyActions(action: ActionText, service: Service, catalog: Catalog): readonly string[] {
  if (hasWildcard(action.name)) return [];
  const [, meant] = actionOfOperation(catalog, service.prefix, action.name)?.split(":") ?? [];
  if (meant !== undefined && service.action(meant) !== undefined) return [meant];
  return nearestNames(action.name, service.actionNames).filter((near) => !hasOtherVerb(action.name, near, service));
}

/** `Get…` is near to `Put…`, but whoever wrote a verb of the service meant that verb. */
function hasOtherVerb(written: string, near: string, service: Service): boolean {
  const verb = verbOf(written);
  return verb !== verbOf(near) && service.actionNames.some((one) => verbOf(one) === verb);
}

function verbOf(action: string): string {
  return /^[A-Za-z][a-z]*/.exec(action)?.[0].toLowerCase() ?? "";
}
