/** What is wrong with the ARN of an account, user, role or session that stands as a principal. */
import { replacePart, replaceText } from "../policy/changes.ts";
import { type ArnFieldText, splitArn } from "../policy/arn.ts";
import { type PrincipalEntries, type Scalar } from "../policy/policy.ts";
import { shapeOf } from "../policy/shape.ts";
import { ACCOUNT, GROUP, WHOLE_ACCOUNT } from "../policy/principal-text.ts";
import { name, say } from "../wording/phrase.ts";
import { type Finding } from "./check.ts";
import { asLastResort, fixWith } from "./fix.ts";
import { FOR_THE_READER, isProviderArn, moveAll, replacedBy } from "./principal-findings.ts";
import { PRINCIPAL_MESSAGES as MESSAGES } from "./principal-messages.ts";
import { textSpan } from "./spans.ts";

/** `entry` is a text that begins as an ARN does; `present` are the types of principals beside its own. */
export function* invalidPrincipalArn(
  entry: Scalar,
  entries: PrincipalEntries,
  present: readonly string[],
): Generator<Finding> {
  const { text } = entry;
  const span = textSpan(entry);
  const account = WHOLE_ACCOUNT.exec(text)?.[1];
  if (account !== undefined) yield replacedBy(entry, `${account}:root`, MESSAGES.wholeAccount);
  else if (EVERY_SESSION.test(text)) yield replacedBy(entry, roleOfSession(text), MESSAGES.everySession);
  else if (/[*?]/.test(text)) yield { span, ...MESSAGES.wildcard(text) };
  else if (GROUP.test(text)) yield { span, ...MESSAGES.group(text) };
  else if (isProviderArn(text)) {
    yield { span, ...MESSAGES.provider(text), fixes: () => moveAll(entries, present, "Federated") };
  } else yield* inFields(entry);
}

/** Its last field may hold a path. */
function* inFields(entry: Scalar): Generator<Finding> {
  const { text } = entry;
  if (FOR_THE_READER.test(text)) return;
  const [, partition, service, region, account, resource] = splitArn(text);
  if (partition === undefined || service === undefined || region === undefined || account === undefined) return;
  if (resource === undefined) yield* withoutField(entry, service, region, account);
  else if (service.text === "iam" || service.text === "sts") {
    yield* ofIam(entry, { service, region, account, resource });
  } else if (service.text === "" && /^(?:iam|sts)$/.test(region.text) && account.text === "") {
    // `arn:aws::iam::111122223333:root`: a colon too many.
    yield replacedBy(entry, text.slice(0, service.start) + text.slice(region.start), MESSAGES.noService);
  } else if (SENDERS.has(service.text)) {
    yield { span: textSpan(entry), ...MESSAGES.sender(text, `${service.text}.amazonaws.com`) };
  } else if (WITH_ROLES.has(service.text)) {
    yield { span: textSpan(entry), ...MESSAGES.withRole(text) };
  } else if (service.text !== "") {
    yield { span: textSpan(entry), ...MESSAGES.otherArn(text) };
  }
}

type ArnFields = Readonly<Record<"service" | "region" | "account" | "resource", ArnFieldText>>;

function* ofIam(entry: Scalar, { service, region, account, resource }: ArnFields): Generator<Finding> {
  const { text } = entry;
  const own = service.text === "sts" ? "sts" : "iam";
  const other = own === "iam" ? "sts" : "iam";
  const span = textSpan(entry);
  if (region.text !== "") yield withRegion(entry, region);
  else if (account.text === "" && PRINCIPAL_RESOURCES[own].test(resource.text)) {
    // Other products write the users of their own so.
    yield { span, ...MESSAGES.noAccount(text), severity: "warning" };
  } else if (account.text === "cloudfront") yield* wrongOriginIdentity(entry, resource);
  else if (PRINCIPAL_RESOURCES[other].test(resource.text)) yield ofOtherService(entry, service, other);
  else if (/^[\d-]+$/.test(account.text) && !ACCOUNT.test(account.text)) yield wrongAccount(entry, account);
  else if (/^(?:root\/)?$/.test(resource.text)) {
    yield replacedBy(entry, `${text.slice(0, resource.start)}root`, MESSAGES.onlyAccount);
  } else if (own === "sts" && /^assumed-role\/[^/]+\/?$/.test(resource.text)) {
    yield replacedBy(entry, roleOfSession(text), MESSAGES.noSession);
  } else if (INSTANCE_PROFILE.test(resource.text)) {
    const role = text.slice(0, resource.start) + resource.text.replace(INSTANCE_PROFILE, "role/");
    yield {
      span,
      ...MESSAGES.instanceProfile(text),
      // Most often the two are called alike.
      fixes: () => asLastResort(fixWith(say`Replace with ${name(role)}`, replaceText(entry, role))),
    };
  } else if (ORIGIN_IDENTITY.test(resource.text)) {
    // No user has blanks in its name. Source: "CreateUser" (IAM API reference).
    const fixed = `${text.slice(0, account.start)}cloudfront${text.slice(account.end)}`;
    yield replacedBy(entry, fixed, MESSAGES.originIdentity);
  } else if (OTHER_WORD.test(resource.text) && own === "iam") {
    const right = resource.text.replace(OTHER_WORD, (_, type: string) => `${type.toLowerCase()}/`);
    yield replacedBy(entry, text.slice(0, resource.start) + right, MESSAGES.written);
  } else if (!PRINCIPAL_RESOURCES[own].test(resource.text)) yield { span, ...MESSAGES.otherArn(text) };
  else if (TWO_SLASHES.test(resource.text)) yield replacedBy(entry, text.replace("//", "/"), MESSAGES.twoSlashes);
}

/** Sessions of a role are named one by one, or all of them by the role. Source: "AWS JSON policy elements: Principal". */
function roleOfSession(arn: string): string {
  return arn.replace(/:sts::(\d{12}):assumed-role\/([^/]+).*$/, ":iam::$1:role/$2");
}

const EVERY_SESSION = /^arn:[^:*?]*:sts::\d{12}:assumed-role\/[^/*?]+\/\*$/;
const INSTANCE_PROFILE = /^instance-profile\//;
/** `users/bob`, `role:app`, `Role/app`: all but the two words that there are. */
const OTHER_WORD = /^(?!(?:user|role)\/)([Uu]ser|[Rr]ole)s?[/:](?=[^/:]+$)/;
/** Source: "Restrict access to an Amazon S3 origin" (CloudFront), origin access identity. */
const ORIGIN_IDENTITY = /^user\/CloudFront Origin Access Identity \w+$/;

/** Services that act for a resource of theirs and say which. Source: "The confused deputy problem". */
const SENDERS: ReadonlySet<string> = new Set(["cloudfront", "events", "s3", "sns"]);

/** Is it a service that is a principal itself where one of its resources is meant? */
export function isSender(service: string): boolean {
  return SENDERS.has(service);
}

/** Services whose resources act with a role. Source: "AWS services that work with IAM" (service roles). */
const WITH_ROLES: ReadonlySet<string> = new Set(["codebuild", "ec2", "ecs", "glue", "lambda", "states"]);

/** `arn:aws:iam::root`: what should stand behind the account stands in its place. */
const WITHOUT_ACCOUNT = /^(?:root$|(?:user|role|assumed-role)\/)/;

/** `arn:aws::111122223333:root`: one field is missing, and what follows shows which. */
function* withoutField(
  entry: Scalar,
  service: ArnFieldText,
  region: ArnFieldText,
  account: ArnFieldText,
): Generator<Finding> {
  const isOfIam = /^(?:iam|sts)$/.test(service.text) && region.text === "";
  if (isOfIam && ACCOUNT.test(account.text)) yield replacedBy(entry, `${entry.text}:root`, MESSAGES.onlyAccount);
  const [, digits] = /^(\d{12})\/(?:root$|(?:user|role)\/.)/.exec(account.text) ?? [];
  if (isOfIam && digits !== undefined)
    yield replacedBy(entry, withColon(entry.text, account.start + digits.length), MESSAGES.slashForColon);
  if (isOfIam && WITHOUT_ACCOUNT.test(account.text)) {
    yield { span: textSpan(entry), ...MESSAGES.otherArn(entry.text) };
  }
  if (!ACCOUNT.test(region.text)) return;
  const [before, after] = [entry.text.slice(0, service.start), entry.text.slice(region.start)];
  if (service.text === "") yield replacedBy(entry, `${before}iam::${after}`, MESSAGES.noService);
  else if (service.text === "iam" || service.text === "sts")
    yield replacedBy(entry, `${before}${service.text}::${after}`, MESSAGES.fewColons);
}

function withColon(text: string, at: number): string {
  return `${text.slice(0, at)}:${text.slice(at + 1)}`;
}

/**
 * Of an ARN whose partition, account or Region the tool fills in that deploys the policy. Of other holes nobody knows what
 * they move.
 */
export function* openPrincipalArn(entry: Scalar): Generator<Finding> {
  const { text, holes } = entry;
  if (!text.startsWith("arn:") || holes.some(({ stands, isName }) => stands === undefined && isName !== true)) return;
  const shape = shapeOf(entry);
  if (/[*?]/.test(shape) && !/[<>{}[\]$%]/.test(shape)) {
    yield { span: textSpan(entry), ...MESSAGES.wildcard(text) };
    return;
  }
  const [, , service, region, account, resource] = splitArn(text);
  const isOfIam = service?.text === "iam" || service?.text === "sts";
  if (!isOfIam || region === undefined || account === undefined) return;
  const span = textSpan(entry);
  const hole = holes.find(({ stands, start }) => stands === "account" && start === account.start);
  if (resource !== undefined) {
    const isWritten = holes.every(({ start, end }) => end <= region.start || start >= region.end);
    const isFilledIn = holes.some(({ stands, start }) => stands === "region" && start === region.start);
    if (isFilledIn || (isWritten && /^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(region.text)))
      yield { span, ...MESSAGES.region(text, text.slice(0, region.start) + text.slice(region.end)) };
  } else if (region.text === "" && hole !== undefined) {
    const behind = text.slice(hole.end);
    if (behind === "") yield { span, ...MESSAGES.onlyAccount(text, `${text}:root`) };
    else if (/^\/(?:root$|(?:user|role)\/.)/.test(behind))
      yield { span, ...MESSAGES.slashForColon(text, withColon(text, hole.end)) };
  }
}

function ofOtherService(entry: Scalar, { start, end }: ArnFieldText, other: "iam" | "sts"): Finding {
  const fixed = entry.text.slice(0, start) + other + entry.text.slice(end);
  return {
    span: entry.within(start, end),
    ...MESSAGES.otherService(entry.text, fixed),
    fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
  };
}

/** Source: "Restrict access to an Amazon S3 origin" (CloudFront), origin access identity. */
function* wrongOriginIdentity(entry: Scalar, { text, start, end }: ArnFieldText): Generator<Finding> {
  if (/^user\/CloudFront Origin Access Identity *$/.test(text)) {
    const example = `${entry.text.trimEnd()} EH1HDMB1FH2TC`;
    yield { span: textSpan(entry), ...MESSAGES.originIdentityAlone(entry.text, example) };
    return;
  }
  const id = /^user\/(\w+)$/.exec(text)?.[1];
  if (id === undefined) return;
  const right = `user/CloudFront Origin Access Identity ${id}`;
  const fixed = entry.text.slice(0, start) + right;
  yield {
    span: entry.within(start, end),
    ...MESSAGES.originIdentity(entry.text, fixed),
    fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
  };
}

function withRegion(entry: Scalar, { start, end }: ArnFieldText): Finding {
  const fixed = entry.text.slice(0, start) + entry.text.slice(end);
  return {
    span: textSpan(entry),
    ...MESSAGES.region(entry.text, fixed),
    fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replaceText(entry, fixed) }],
  };
}

function wrongAccount(entry: Scalar, { text, start, end }: ArnFieldText): Finding {
  const digits = text.replaceAll("-", "");
  return {
    span: entry.within(start, end),
    ...MESSAGES.accountInArn(text, entry.text),
    fixes: () =>
      ACCOUNT.test(digits)
        ? [{ title: say`Replace with ${name(digits)}`, changes: replacePart(entry, start, end, digits) }]
        : [],
  };
}

/** Source: "AWS JSON policy elements: Principal". */
const PRINCIPAL_RESOURCES = {
  iam: /^(?:root|(?:user|role)\/.+)$/,
  sts: /^(?:assumed-role\/[^/]+\/.+|federated-user\/.+|self)$/,
} as const;
/** Source: "CreateRole" (IAM API reference), on the path. */
const TWO_SLASHES = /^(?:role|user)\/\/[^/]+$/;
