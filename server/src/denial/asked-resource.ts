/**
 * Which resource a request was about, as far as the message says it. What it does not say is not known: a missing
 * resource is not `*`, a name has no ARN, a name of IAM's has no path, and a masked part may be anything.
 */
import { isAccountId } from "../policy/account-caller.ts";
import { readArn, splitArn } from "../policy/arn.ts";
import { isMask, withoutMasks } from "../policy/masked-arn.ts";
import { patternMatches, wildcardParts, wildcardPattern } from "../domains/wildcard.ts";

export interface AskedResource {
  /** Its ARN, or `*` for an action that has no resource; undefined if it is not wholly known. */
  readonly arn: string | undefined;
  /** In the words of the message or of the user; undefined if neither names it. */
  readonly said: string | undefined;
  /** What it may be where `arn` is undefined: ARNs in which `*` and `?` may be any text. */
  readonly possible: readonly string[];
  /** That of the caller, in the place of one that is hidden but for its last digits. */
  readonly assumedAccount?: string;
}

export interface ResourceQuestion {
  readonly said: string | undefined;
  /** A part of it is hidden or cut off, although it may look whole. */
  readonly isMasked: boolean;
  /** The text names what holds the resource, as the bucket that a service writes to. */
  readonly isHolder: boolean;
  /** The partition and account of the caller, where they are known. */
  readonly partition: string | undefined;
  readonly account: string | undefined;
  /** The ARNs of the action's resource types, as `arn:${Partition}:s3:::${BucketName}`; undefined for an unknown action. */
  readonly templates: readonly string[] | undefined;
  /** ARNs of users and roles that are known with their paths; the caller's among them. */
  readonly identities: () => readonly string[];
  /** The ARNs of resources of which the workspace has a policy. */
  readonly resources: () => readonly string[];
}

/** The resource; or the bucket of whose objects one was asked for, which are its owner's. */
export function resourceOrBucket({ arn, said, possible }: AskedResource): string | undefined {
  const isOfBucket = said !== undefined && possible.length === 1 && possible[0] === `${said}/*`;
  return arn ?? (isOfBucket ? said : undefined);
}

export function readAskedResource(asked: ResourceQuestion): AskedResource {
  const question = { ...asked, said: arnBehindKind(asked.said) ?? asked.said };
  const { said, templates } = question;
  if (said === undefined) return templates?.length === 0 ? exactly("*") : unnamed(question);
  if (said === "*") return exactly(said);
  const arn = arnOfAddress(said, question) ?? (readArn(said) === undefined ? undefined : said);
  if (arn !== undefined && question.isHolder && isBucketOfObjects(arn, templates))
    return { arn: undefined, said, possible: [`${withoutMasks(arn)}/*`] };
  if (arn !== undefined) {
    const masked = withoutMasks(arn);
    if (masked !== arn) {
      const named = accountNamedLike(masked, question);
      if (named !== undefined) return { ...exactly(named), said };
      const ending = withAccountEndingLike(masked, question);
      return ending === undefined
        ? { arn: undefined, said, possible: [masked] }
        : { ...exactly(ending.arn), said, assumedAccount: ending.account };
    }
    return question.isMasked ? unnamed(question) : exactly(arn);
  }
  if (isCutArn(said)) return unnamed(question);
  const named = iamArns(said, question) ?? namedArns(said, question);
  const [known, ...others] = named === undefined ? [] : identitiesOf(named, question);
  if (known !== undefined && others.length === 0) return { ...exactly(known), said };
  const ofId = named === undefined || !GIVEN_ID.test(said) ? undefined : statedAs(named, question);
  if (ofId !== undefined) return { ...exactly(ofId), said };
  return named === undefined ? unnamed(question) : { arn: undefined, said, possible: named };
}

/** AWS gives out each such ID once, whatever the account and the Region. Source: "Resource IDs" (Amazon EC2 User Guide). */
const GIVEN_ID = /^[a-z]{1,12}-[0-9a-f]{8,17}$/;

/** The one resource of the ID that has a policy here. */
function statedAs(named: readonly string[], { resources }: ResourceQuestion): string | undefined {
  const patterns = named.map((one) => wildcardPattern(wildcardParts(one)));
  const [only, ...others] = new Set(
    resources().filter((stated) => patterns.some((pattern) => patternMatches(pattern, stated))),
  );
  return others.length === 0 ? only : undefined;
}

/** IAM writes the kind in front of an ARN, too: `policy arn:aws:iam::111122223333:policy/deploy`. */
function arnBehindKind(said: string | undefined): string | undefined {
  const arn = /^[a-z][a-z -]{1,40} (arn:\S+)$/i.exec(said ?? "")?.[1];
  return arn === undefined || readArn(arn) === undefined ? undefined : arn;
}

/** With the one account whose resource of that kind and name has a policy here, where only the account is hidden. */
function accountNamedLike(masked: string, { resources }: ResourceQuestion): string | undefined {
  const fields = splitArn(masked);
  const hidden = fields.filter(({ text }) => /[*?]/.test(text));
  if (hidden.length !== 1 || hidden[0]?.field !== "account") return undefined;
  const { start, end, text } = hidden[0];
  const accountPattern = wildcardPattern(wildcardParts(text));
  const found = resources().flatMap((stated) => {
    const account = readArn(stated)?.account ?? "";
    if (!isAccountId(account) || !patternMatches(accountPattern, account)) return [];
    const filledIn = masked.slice(0, start) + account + masked.slice(end);
    const isOfIt = [stated, `${stated}/*`].some((one) => patternMatches(wildcardPattern(wildcardParts(one)), filledIn));
    return isOfIt ? [filledIn] : [];
  });
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** With the caller's account, where the digits of it that are shown are those of no other account that is named here. */
function withAccountEndingLike(
  masked: string,
  { account, resources }: ResourceQuestion,
): { readonly arn: string; readonly account: string } | undefined {
  const [field, ...others] = splitArn(masked).filter(({ text }) => /[*?]/.test(text));
  if (account === undefined || !isAccountId(account) || others.length > 0) return undefined;
  if (field?.field !== "account" || !/^\?{8}\d{4}$/.test(field.text)) return undefined;
  const ending = field.text.slice(8);
  const known = [account, ...resources().map((one) => readArn(one)?.account ?? "")].filter(isAccountId);
  const fitting = new Set(known.filter((one) => one.endsWith(ending)));
  if (fitting.size !== 1 || !fitting.has(account)) return undefined;
  return { arn: masked.slice(0, field.start) + account + masked.slice(field.end), account };
}

/** A bucket, where the action is on the objects in it. */
function isBucketOfObjects(arn: string, templates: readonly string[] | undefined): boolean {
  const { service, account, resource = "" } = readArn(arn) ?? {};
  if (service !== "s3" || account !== "" || resource.includes("/") || /[*?]/.test(resource)) return false;
  const ofPlain = templates?.filter((template) => /:s3:::/.test(template)) ?? [];
  return ofPlain.length > 0 && ofPlain.every((template) => template.includes("/"));
}

function exactly(arn: string): AskedResource {
  return { arn, said: arn, possible: [] };
}

function unnamed({ said, partition, templates }: ResourceQuestion): AskedResource {
  const possible = (templates ?? []).map((template) => filled(template, partition));
  return {
    arn: undefined,
    said: isMask(said ?? "") || isCutArn(said ?? "") ? undefined : said,
    possible: possible.length === 0 ? ["*"] : possible,
  };
}

/** Cut off before the resource. */
function isCutArn(said: string): boolean {
  return said.startsWith("arn:") && readArn(said) === undefined;
}

/** Addresses that hold the whole ARN. */
function arnOfAddress(said: string, { partition = "aws" }: ResourceQuestion): string | undefined {
  const queue = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w.-]+)$/.exec(said);
  if (queue !== null) return `arn:${partition}:sqs:${queue[1] ?? ""}:${queue[2] ?? ""}:${queue[3] ?? ""}`;
  const object = /^s3:\/\/([a-z0-9.-]+\/\S+)$/.exec(said);
  return object === null ? undefined : `arn:${partition}:s3:::${object[1] ?? ""}`;
}

/**
 * IAM names its own resources in words, without their paths: `role NAME` is under any. A path given in words begins with
 * a slash. Source: "IAM identifiers", friendly names and paths.
 */
function iamArns(said: string, { partition = "*", account }: ResourceQuestion): readonly string[] | undefined {
  const words = /^(user|role|group|policy|instance-profile|instance profile|mfa) (?:path )?(\S+)$/.exec(said);
  if (words === null) return undefined;
  const [, kind = "", name = ""] = words;
  if (isMask(name)) return undefined;
  const owner = account !== undefined && isAccountId(account) ? account : "*";
  const start = `arn:${partition}:iam::${owner}:${kind.replace(" ", "-")}/`;
  if (name.startsWith("/")) return [start + name.slice(1) + (name.endsWith("/") ? "*" : "")];
  return [start + name, `${start}*/${name}`];
}

/** Names of users and of roles are unique in an account whatever their path. Sources: "IAM identifiers"; "CreateRole". */
function identitiesOf(named: readonly string[], { identities }: ResourceQuestion): readonly string[] {
  const patterns = named.map((one) => wildcardPattern(wildcardParts(one)));
  const fitting = identities().filter(
    (arn) => IDENTITY.test(arn) && patterns.some((pattern) => patternMatches(pattern, arn)),
  );
  return [...new Set(fitting)];
}

const IDENTITY = /^arn:[^:]*:iam::\d{12}:(?:user|role)\//;

/** What a name is made of; anything else may be a mask or a sentence. */
const NAME = /^[\w+=,.@/:#-]{1,512}$/;

/** Every ARN of the action's resource types in which the name stands for one or more of the parts. */
function namedArns(said: string, { partition, templates }: ResourceQuestion): readonly string[] | undefined {
  if (!NAME.test(said) || isMask(said) || said.includes("://")) return undefined;
  if (templates === undefined || templates.length === 0) return undefined;
  const found = templates.flatMap((template) => {
    const head = splitArn(template)[5]?.start ?? 0;
    const start = filled(template.slice(0, head), partition);
    return namedParts(template.slice(head), said).map((resource) => start + resource);
  });
  return found.length === 0 ? undefined : [...new Set(found)];
}

/** `repository/${RepositoryName}` with `app`: the repository itself, and one of that name in any namespace. */
function namedParts(resource: string, name: string): readonly string[] {
  const variables = [...resource.matchAll(/\$\{[^}]*\}/g)];
  const prefix = resource.slice(0, variables[0]?.index ?? resource.length);
  const whole =
    variables.length > 1 || name.startsWith(prefix) ? (name.startsWith(prefix) ? name : prefix + name) : undefined;
  const inPlace = variables.flatMap(({ index, 0: variable }) => {
    const before = generalized(resource.slice(0, index));
    const after = generalized(resource.slice(index + variable.length));
    return [name, `*/${name}`].map((text) => before + text + after);
  });
  return [...(whole === undefined ? [] : [whole]), ...inPlace].flatMap(withWhatFollows);
}

/**
 * The six characters that Secrets Manager adds to a secret's name, and the version or alias behind a function's.
 * Sources: "CreateSecret"; "Actions, resources, and condition keys for AWS Lambda" (function alias, function version).
 */
function withWhatFollows(resource: string): readonly string[] {
  if (resource.startsWith("secret:"))
    return /-[A-Za-z0-9]{6}$/.test(resource) ? [resource, `${resource}-??????`] : [`${resource}-??????`];
  return resource.startsWith("function:") ? [resource, `${resource}:*`] : [resource];
}

function filled(template: string, partition: string | undefined): string {
  const known = partition === undefined || partition === "" ? template : template.replace("${Partition}", partition);
  return generalized(known);
}

function generalized(template: string): string {
  return template.replace(/\$\{[^}]*\}/g, "*");
}
