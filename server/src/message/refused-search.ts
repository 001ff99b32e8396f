/**
 * What clients of OpenSearch print of a 403 of AWS: only the address tells whose it is. What OpenSearch itself refuses says
 * so in words of its own. Sources: Amazon OpenSearch Service Developer Guide, "Identity and Access Management in Amazon
 * OpenSearch Service" and "Troubleshooting Amazon OpenSearch Serverless".
 */
import { type CompactText } from "./compact-text.ts";
import { type DenialPhrase, type PhraseReader, plain } from "./phrase-reader.ts";

/** The address of a domain or a collection without its scheme; and what the gateway of collections says of its reason. */
export const SEARCH_PHRASES: readonly (readonly [phrase: RegExp, read: PhraseReader])[] = [
  [/(?<=[a-z0-9])\.[a-z0-9-]{4,30}\.(?:es|aoss)\.amazonaws\.com/g, searchAddress],
  [/x-aoss-response-hint.{1,12}(?:gw-helper-deny|dashboards-authz-denied)/g, collectionHint],
];

/** As far as the status may stand from the address. */
const REACH = 700;
/** One call is printed with its address more than once. */
const ONE_ERROR = 1500;

/** The number alone may be a part of a path. */
const REFUSED =
  /\b(?:status(?:[ _-]?code)?|code|error|https?(?:\/\d(?:\.\d)?)?|exception)["'`]?[\s:=>[(,]{1,4}["'`]?403\b|\b403\b[\s:,'"`-]{1,4}(?:Client Error:? )?Forbidden\b|\berror received was Forbidden\b|:(?:gw-helper-deny|dashboards-authz-denied)\b/i;
const SAYS_MORE = /not authori[sz]ed to perform|security_exception|no permissions for \[/i;
const ADDRESS =
  /(?:\b(GET|HEAD|POST|PUT|PATCH|DELETE)\s{1,3})?["'`]?(?:https?:\/\/)?(?:(?:search|vpc)-([a-z][a-z0-9-]{2,27})-[a-z0-9]{26}|([a-z0-9]{16,40}))\.[a-z0-9-]{4,30}\.(es|aoss)\.amazonaws\.com(?::\d{2,5})?(\/[^\s"'`<>?,)]{0,500})?/;

function searchAddress(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  if (/\.(?:es|aoss)\.amazonaws\.com/.test(compact.text.slice(Math.max(0, at - ONE_ERROR), at))) return null;
  const around = readable.slice(Math.max(0, phrase.start - REACH), phrase.end + REACH);
  if (!REFUSED.test(around) || SAYS_MORE.test(around)) return null;
  const [, method, domain, collection, service, path = ""] = ADDRESS.exec(around) ?? [];
  if (service === "aoss") return { ...phrase, ...collectionOf(collection ?? null, around) };
  if (service === undefined || domain === undefined) return null;
  return {
    ...phrase,
    service,
    // A policy names what is below the domain.
    resource: path === "" ? null : `${domain}${path}`,
    additionalActions: method === undefined ? [] : [`es:ESHttp${method.charAt(0)}${method.slice(1).toLowerCase()}`],
  };
}

/** Where the address was left out. */
function collectionHint(readable: string, compact: CompactText, at: number, found: string): DenialPhrase | null {
  const phrase = plain(readable, compact, at, found);
  const around = readable.slice(Math.max(0, phrase.start - ONE_ERROR), phrase.end + ONE_ERROR);
  return /\.aoss\.amazonaws\.com/.test(around) ? null : { ...phrase, ...collectionOf(null, around) };
}

/** Only this permission of IAM is needed, whatever the operation; what else decides is a data access policy. */
function collectionOf(
  id: string | null,
  around: string,
): Pick<DenialPhrase, "service" | "resource" | "additionalActions"> {
  const isOfDashboards = /_dashboards\b|dashboards-authz-denied/.test(around);
  const action = isOfDashboards ? "aoss:DashboardsAccessAll" : "aoss:APIAccessAll";
  return { service: "aoss", resource: isOfDashboards ? null : id, additionalActions: [action] };
}
