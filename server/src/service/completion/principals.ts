/** Who a statement is for: types of principal, and principals of each type. */
import { type PolicyKind, PRINCIPAL_TYPES } from "../../policy/policy.ts";
import { BLANK, draftObject, type DraftPart } from "../../syntax/draft.ts";
import { endOfArn } from "./begun-arns.ts";
import { type Candidate, type CompletionPlace } from "./candidate.ts";
import { SERVICE_PRINCIPALS, servicesThatCall } from "./service-principals.ts";

const EVERYONE: Candidate = { label: "*", kind: "principal", detail: "everyone, including anonymous callers" };

/** `type` is the one under which the cursor stands. */
export function principalCandidates(place: CompletionPlace, type: string | undefined): readonly Candidate[] {
  const { cursor } = place;
  const kind = statedKind(place);
  if (type === undefined) {
    if (cursor.at === "key") return principalTypes(place, "member");
    // A trust policy that lets everyone in is a mistake, and an RCP is for everyone.
    if (kind === "trust") return principalTypes(place, "value");
    if (kind === "rcp") return [EVERYONE];
    const types = principalTypes(place, "value");
    // An endpoint lets through whom the other policies let in.
    return kind === "vpc-endpoint" ? [EVERYONE, ...types] : [...types, EVERYONE];
  }
  if (cursor.at === "key") return [];
  switch (type) {
    case "AWS":
      return kind === "rcp" ? [EVERYONE] : callers(place);
    case "Service":
      return kind === "rcp" ? [] : services(place);
    case "Federated":
      return kind === "rcp" ? [] : providers(place);
    default:
      return [];
  }
}

/** As a member of the element's object, or with that object around it. */
function principalTypes(place: CompletionPlace, as: "member" | "value"): readonly Candidate[] {
  const { cursor } = place;
  if (as === "value" && cursor.inList) return [];
  return typesOf(statedKind(place))
    .filter((name) => as === "value" || !cursor.object.keys.includes(name))
    .map((label) => ({
      label,
      kind: "principal-type",
      what:
        as === "member"
          ? { write: "member", key: label, value: BLANK }
          : { write: "value", value: draftObject({ [label]: BLANK }) },
      ...(label === "CanonicalUser" ? {} : { leads: true }),
    }));
}

/** What the half-typed text looks like may still change. */
function statedKind({ kind }: CompletionPlace): PolicyKind {
  return kind.basis === "content" ? "unknown" : kind.kind;
}

/** Identity providers are principals of trust policies only. */
function typesOf(kind: PolicyKind): readonly string[] {
  switch (kind) {
    case "trust":
      return ["Service", "AWS", "Federated"];
    case "resource":
      return ["AWS", "Service", "CanonicalUser"];
    case "rcp":
      return ["AWS"];
    default:
      return PRINCIPAL_TYPES;
  }
}

/** Users, roles or identity providers that are made beside the policy. */
function made({ references, cursor }: CompletionPlace, arns: RegExp): readonly Candidate[] {
  const { shownReference } = cursor;
  return references
    .filter(({ arn }) => arns.test(arn))
    .map(({ expression }) => ({
      label: shownReference?.(expression, "") ?? expression,
      kind: "principal",
      detail: shownReference === undefined ? "made in this module" : "made in this template",
      what: { write: "reference", expression, behind: "" },
    }));
}

function callers(place: CompletionPlace): readonly Candidate[] {
  const { known } = place;
  const used = known.principals.map((label): Candidate => ({ label, kind: "principal", detail: USED }));
  const accounts = known.accounts.map((account): Candidate => ({
    label: `arn:aws:iam::${account}:root`,
    kind: "principal",
    detail: "every user and role of this account that its own policies allow",
  }));
  const account = known.accounts[0] ?? EXAMPLE_ACCOUNT;
  return [
    ...made(place, /:iam:[^/]*:(?:role|user)/),
    ...used,
    ...accounts,
    ...(known.accounts.length > 0 ? [] : [form(["arn:aws:iam::", { stop: account }, ":root"], OF_ACCOUNT)]),
    ...CALLER_FORMS.flatMap(({ arn, detail }) => endsOf(arn, detail, account, place)),
    form(["arn:aws:iam::", { stop: account }, ":role/", { stop: "role" }], "a role"),
    form(["arn:aws:iam::", { stop: account }, ":user/", { stop: "user" }], "a user"),
    EVERYONE,
  ];
}

const OF_ACCOUNT = "every user and role of an account that its own policies allow";

const CALLER_FORMS = [
  { arn: "arn:${Partition}:iam::${Account}:root", detail: OF_ACCOUNT },
  { arn: "arn:${Partition}:iam::${Account}:role/${role}", detail: "a role" },
  { arn: "arn:${Partition}:iam::${Account}:user/${user}", detail: "a user" },
];

const PROVIDER_FORMS = [
  {
    arn: "arn:${Partition}:iam::${Account}:oidc-provider/token.actions.githubusercontent.com",
    detail: "GitHub Actions",
  },
  { arn: "arn:${Partition}:iam::${Account}:oidc-provider/${host}", detail: "an OpenID Connect provider" },
  { arn: "arn:${Partition}:iam::${Account}:saml-provider/${name}", detail: "a SAML provider" },
];

/** Of an ARN that begins with an account of the author's. */
function endsOf(arn: string, detail: string, account: string, { cursor }: CompletionPlace): readonly Candidate[] {
  // What is offered from its start goes on as well.
  if (arn.replace("${Partition}", "aws").replace("${Account}", account).startsWith(cursor.typed)) return [];
  const end = endOfArn(arn, cursor, (name) => (name === "Account" ? account : name));
  return end === undefined ? [] : [{ ...end, kind: "principal", detail }];
}

const USED = "used in this workspace";
/** AWS's documentation uses it for accounts. */
const EXAMPLE_ACCOUNT = "111122223333";

function services({ kind, named }: CompletionPlace): readonly Candidate[] {
  const first = kind.kind === "trust" ? [] : servicesThatCall(named);
  return [...new Set([...first, ...SERVICE_PRINCIPALS])].map((label) => ({ label, kind: "principal" }));
}

/** Source: "AWS JSON policy elements: Principal", web identities and SAML. */
function providers(place: CompletionPlace): readonly Candidate[] {
  const { known } = place;
  const account = known.accounts[0] ?? EXAMPLE_ACCOUNT;
  return [
    ...made(place, /:iam:[^/]*:(?:oidc|saml)-provider\//),
    ...known.providers.map((label): Candidate => ({ label, kind: "principal", detail: USED })),
    ...PROVIDER_FORMS.flatMap(({ arn, detail }) => endsOf(arn, detail, account, place)),
    form(
      ["arn:aws:iam::", { stop: account }, ":oidc-provider/token.actions.githubusercontent.com"],
      "GitHub Actions: add a condition on its sub claim",
    ),
    form(["arn:aws:iam::", { stop: account }, ":oidc-provider/", { stop: "host" }], "an OpenID Connect provider"),
    form(["arn:aws:iam::", { stop: account }, ":saml-provider/", { stop: "name" }], "a SAML provider"),
    { label: "cognito-identity.amazonaws.com", kind: "principal", detail: "Amazon Cognito" },
    { label: "accounts.google.com", kind: "principal", detail: "Google" },
    { label: "graph.facebook.com", kind: "principal", detail: "Facebook" },
    { label: "www.amazon.com", kind: "principal", detail: "Login with Amazon" },
  ];
}

function form(text: readonly DraftPart[], detail: string): Candidate {
  const label = text.map((part) => (typeof part === "string" ? part : part.stop)).join("");
  return { label, kind: "principal", detail, what: { write: "value", value: { text } } };
}
