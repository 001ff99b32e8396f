/** Principals in words. Source: "AWS JSON policy elements: Principal" and "… NotPrincipal". */
import { readArn } from "../policy/arn.ts";
import { type PrincipalElement, type PrincipalEntries } from "../policy/policy.ts";
import { item, listed, name, type Passage, type Phrase, say, strong, text } from "./phrase.ts";

/** The whole element, for use inside a sentence. */
export function principalsInWords(element: PrincipalElement): Phrase {
  switch (element.form) {
    case "everyone":
      return say`everyone`;
    case "typed":
      return typedInWords(element.types);
    case "text":
      return say`${name(element.value.text)}`;
    case "unknown":
      return say`principals that this file does not settle`;
    case "misplaced":
      return say`nobody that can be read`;
  }
}

function typedInWords(types: readonly PrincipalEntries[]): Phrase {
  const parts = types.flatMap(({ type, entries, open }) => [
    ...entries.map((entry) => principalInWords(type, entry.text)),
    ...(open ? [say`principals that this file does not settle`] : []),
  ]);
  return parts.length === 0 ? say`nobody` : listed(parts, "and");
}

/** One entry, for use inside a sentence: "the role `app` of account `111122223333`". */
export function principalInWords(type: string, entry: string): Phrase {
  switch (type) {
    case "AWS":
      return awsInWords(entry);
    case "Service":
      return say`the AWS service ${name(entry)}`;
    case "Federated":
      return say`identities of the provider ${name(entry)}`;
    case "CanonicalUser":
      return say`the account with the canonical id ${name(entry)}`;
    default:
      return say`${name(entry)}`;
  }
}

function awsInWords(entry: string): Phrase {
  if (entry === "*") return say`everyone`;
  if (/^\d{12}$/.test(entry)) return say`account ${name(entry)}`;
  const arn = readArn(entry);
  if (arn === undefined) return say`${name(entry)}`;
  const account = name(arn.account);
  const slash = arn.resource.indexOf("/");
  const kind = slash < 0 ? arn.resource : arn.resource.slice(0, slash);
  const id = name(arn.resource.slice(slash + 1));
  switch (`${arn.service}:${kind}`) {
    case "iam:root":
      return say`account ${account}`;
    case "iam:role":
      return say`role ${id} of account ${account}`;
    case "iam:user":
      return say`user ${id} of account ${account}`;
    case "sts:assumed-role":
      return say`role session ${id} of account ${account}`;
    case "sts:federated-user":
      return say`federated user ${id} of account ${account}`;
    default:
      return say`${name(entry)}`;
  }
}

/** One entry under Principal or NotPrincipal, with what people get wrong about it. */
export function describePrincipal(element: "Principal" | "NotPrincipal", type: string, entry: string): Passage {
  const words = principalInWords(type, entry);
  const lead =
    element === "Principal"
      ? say`The statement is about ${words}.`
      : say`The statement is about everyone but ${words}.`;
  return [text(lead), ...notesOn(type, entry).map(item)];
}

function notesOn(type: string, entry: string): readonly Phrase[] {
  switch (type) {
    case "AWS":
      return awsNotes(entry);
    case "Service":
      return entry.includes("*")
        ? [NO_WILDCARD]
        : [say`Only calls that the service makes as itself, not those it makes with somebody's credentials.`];
    case "Federated":
      return [say`Stands in role trust policies: it says whose sign-ins may take the role.`];
    case "CanonicalUser":
      return [say`Known to Amazon S3 only.`];
    default:
      return [unknownType(type)];
  }
}

function unknownType(type: string): Phrase {
  return say`${name(type)} is no type of principal: AWS knows ${name("AWS")}, ${name("Service")}, ${name("Federated")} and ${name("CanonicalUser")}.`;
}

const NO_WILDCARD: Phrase = say`A wildcard inside a principal matches nothing: ${name("*")} can only stand alone, under ${name("AWS")}.`;

function awsNotes(entry: string): readonly Phrase[] {
  if (entry === "*") return [say`${strong("Everyone")}, anonymous callers too, unless a Condition narrows it.`];
  if (/[*?]/.test(entry)) return [NO_WILDCARD];
  if (/^(?:AROA|AIDA)[A-Z0-9]{12,}$/.test(entry)) {
    return [say`The unique id of a role or user. AWS shows it in place of the ARN after the principal was deleted.`];
  }
  const arn = readArn(entry);
  if (/^\d{12}$/.test(entry) || arn?.resource === "root") {
    return [
      say`The account, not only its root user: which of its users and roles get access is up to their own policies.`,
    ];
  }
  if (arn?.service === "sts" && arn.resource.startsWith("assumed-role/")) {
    return [say`One session of the role, by its session name; other sessions of the role are not meant.`];
  }
  if (arn?.service === "iam" && arn.resource.startsWith("role/")) return [say`All sessions of the role are meant.`];
  if (arn?.service === "iam" && arn.resource.startsWith("group/")) return [say`A group cannot be a principal.`];
  return [];
}

/** A key of a Principal object. */
export function describePrincipalType(type: string): Passage {
  switch (type) {
    case "AWS":
      return [text(say`Accounts, users, roles and sessions, by ARN or account id; ${name("*")} is everyone.`)];
    case "Service":
      return [text(say`AWS services, such as ${name("lambda.amazonaws.com")}, calling as themselves.`)];
    case "Federated":
      return [text(say`Identity providers whose sign-ins may take a role: SAML, OpenID Connect, Cognito.`)];
    case "CanonicalUser":
      return [text(say`An account by its canonical id. Known to Amazon S3 only.`)];
    default:
      return [text(unknownType(type))];
  }
}
