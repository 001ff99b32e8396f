/** Principals in words. Source: "AWS JSON policy elements: Principal" and "… NotPrincipal". */
import { readArn } from "../policy/arn.ts";
import { type PrincipalElement, type PrincipalEntries, type Scalar } from "../policy/policy.ts";
import { item, listed, name, type Passage, type Phrase, say, strong, text } from "./phrase.ts";
import { withHolesAs } from "./resource.ts";

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
      return say`principals that are filled in elsewhere`;
    case "misplaced":
      return say`principals that cannot be read`;
  }
}

function typedInWords(types: readonly PrincipalEntries[]): Phrase {
  const parts = types.flatMap(({ type, typeHoles, entries, open }) => [
    ...(typeHoles.length > 0 ? [] : entries.map((entry) => principalInWords(type, entry.text))),
    ...(open ? [say`principals that are filled in elsewhere`] : []),
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
      return say`the account with the canonical ID ${name(entry)}`;
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
export function describePrincipal(
  element: "Principal" | "NotPrincipal",
  type: string,
  { text: entry, holes }: Pick<Scalar, "text" | "holes">,
): Passage {
  const words = principalInWords(type, entry);
  const lead =
    element === "Principal"
      ? say`The statement applies to ${words}.`
      : say`The statement applies to everyone except ${words}.`;
  if (holes.length > 0) {
    const notes = notesOn(
      type,
      withHolesAs(entry, holes, () => "x"),
    );
    return [text(lead), item(say`Part of this text is filled in elsewhere.`), ...notes.map(item)];
  }
  const notes = (element === "NotPrincipal" ? sparedNotes(type, entry) : undefined) ?? notesOn(type, entry);
  return [text(lead), ...notes.map(item)];
}

/** Source: "AWS JSON policy elements: NotPrincipal", on Deny. */
function sparedNotes(type: string, entry: string): readonly Phrase[] | undefined {
  const arn = type === "AWS" ? readArn(entry) : undefined;
  const [kind, role] = arn?.resource.split("/") ?? [];
  if (arn === undefined || /[*?]/.test(entry) || (kind !== "role" && kind !== "user" && kind !== "assumed-role")) {
    return undefined;
  }
  const beside = [
    ...(kind === "assumed-role" ? [`arn:${arn.partition}:iam::${arn.account}:role/${role ?? ""}`] : []),
    `arn:${arn.partition}:iam::${arn.account}:root`,
  ];
  return [
    say`AWS may look at the account before the principal. Name ${listed(beside.map(name), "and")} beside it: without that, a Deny may still apply to it.`,
  ];
}

function notesOn(type: string, entry: string): readonly Phrase[] {
  switch (type) {
    case "AWS":
      return awsNotes(entry);
    case "Service":
      return entry.includes("*")
        ? [NO_WILDCARD]
        : [say`Only calls that the service makes on its own behalf, not those it makes with a caller's credentials.`];
    case "Federated":
      return [say`Used in role trust policies: the provider whose users may assume the role.`];
    case "CanonicalUser":
      return [say`Only Amazon S3 uses it.`];
    default:
      return [unknownType(type)];
  }
}

function unknownType(type: string): Phrase {
  return say`${name(type)} is not a type of principal: AWS takes ${name("AWS")}, ${name("Service")}, ${name("Federated")} and ${name("CanonicalUser")}.`;
}

const NO_WILDCARD: Phrase = say`A wildcard cannot be part of a principal: it only works alone, as ${name("*")} under ${name("AWS")}.`;

function awsNotes(entry: string): readonly Phrase[] {
  if (entry === "*") return [say`${strong("Everyone")}, including anonymous callers, unless a Condition narrows it.`];
  if (/[*?]/.test(entry)) return [NO_WILDCARD];
  if (/^(?:AROA|AIDA)[A-Z0-9]{12,}$/.test(entry)) {
    return [
      say`The unique ID of a role or user. AWS shows it in place of the ARN once the principal has been deleted.`,
    ];
  }
  const arn = readArn(entry);
  if (/^\d{12}$/.test(entry) || arn?.resource === "root") {
    return [
      say`The account, not only its root user: their own policies decide which of its users and roles get access.`,
    ];
  }
  if (arn?.service === "sts" && arn.resource.startsWith("assumed-role/")) {
    return [say`Only this session of the role, by its session name.`];
  }
  if (arn?.service === "iam" && arn.resource.startsWith("role/")) return [say`Covers every session of the role.`];
  if (arn?.service === "iam" && arn.resource.startsWith("group/"))
    return [say`A group cannot be a principal. Name its users or a role instead.`];
  return [];
}

/** A key of a Principal object. */
export function describePrincipalType(type: string): Passage {
  switch (type) {
    case "AWS":
      return [
        text(
          say`Accounts, users, roles and sessions, by ARN. An account also goes by its ID, and ${name("*")} is everyone.`,
        ),
      ];
    case "Service":
      return [text(say`AWS services, such as ${name("lambda.amazonaws.com")}, making calls on their own behalf.`)];
    case "Federated":
      return [text(say`Identity providers whose users may assume a role: SAML, OpenID Connect, Cognito.`)];
    case "CanonicalUser":
      return [text(say`An account by its canonical ID. Only Amazon S3 uses it.`)];
    default:
      return [text(unknownType(type))];
  }
}
