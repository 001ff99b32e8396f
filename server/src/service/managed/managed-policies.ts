/** Policies that AWS manages, where a file names one: what it is, which there are, and its text. */
import { type Catalog } from "../../catalog/catalog.ts";
import { type ManagedPolicies, type ManagedPolicy } from "../../catalog/managed-policies.ts";
import { policyTemplateNames } from "../../hosts/cloudformation/sam-policy-templates.ts";
import { describeManagedPolicy, managedPolicyArn, SERVICE_LINKED } from "../../wording/managed-policy.ts";
import { toMarkdown } from "../../wording/markdown.ts";
import { type Passage, say, text } from "../../wording/phrase.ts";
import { type CompletionItem, type CompletionResult } from "../completion/complete-policy.ts";
import { type PolicyDocument } from "../document.ts";
import { type Workspace } from "../workspace.ts";
import { namesManagedPolicies } from "./attached-managed.ts";
import { type HoverResult } from "../hover.ts";
import { managedPolicyNamed, type ManagedPolicyPlace, managedPolicyPlace } from "./managed-policy-at.ts";

export interface ManagedPolicyText {
  readonly name: string;
  /** JSON, laid out. */
  readonly text: string;
  /** What to say of it: version and day. */
  readonly title: string;
}

/** Everything about the policies of AWS. Where their list is not at hand, nothing is known of them. */
export interface ManagedPolicyAnswers {
  /** Is one named there, or about to be? Only then the list is needed. */
  meansManagedPolicy(document: PolicyDocument, offset: number): boolean;
  /** The name of the one that is named there. */
  managedPolicyAt(document: PolicyDocument, offset: number): string | undefined;
  managedPolicies(): readonly (ManagedPolicy & { readonly arn: string })[];
  managedPolicyText(name: string): ManagedPolicyText | undefined;
  /** Does the workspace say that somebody has one, and show none of that name? Only then an explanation needs the list. */
  namesManagedPolicies(workspace: Workspace): boolean;
}

export function managedPolicyAnswers(catalog: () => Catalog): ManagedPolicyAnswers {
  const managed = (): ManagedPolicies | undefined => catalog().managedPolicies();
  return {
    meansManagedPolicy: (document, offset) => managedPolicyPlace(document, offset) !== undefined,
    managedPolicyAt(document, offset) {
      const place = managedPolicyPlace(document, offset);
      const named = place && managedPolicyNamed(place);
      return named === undefined ? undefined : managed()?.find(named)?.name;
    },
    namesManagedPolicies: ({ policies }) => namesManagedPolicies(policies),
    managedPolicies: () => (managed()?.all ?? []).map((policy) => ({ ...policy, arn: managedPolicyArn(policy) })),
    managedPolicyText(name) {
      const list = managed();
      const policy = list?.find(name);
      if (list === undefined || policy === undefined) return undefined;
      return {
        name,
        text: `${JSON.stringify(list.documentOf(policy), null, 2)}\n`,
        title: `${name}, ${policy.version} of ${policy.day}`,
      };
    },
  };
}

/** Undefined where no policy of AWS is named, or the list does not have it. */
export function hoverManagedPolicy(
  document: PolicyDocument,
  offset: number,
  catalog: Catalog,
): HoverResult | undefined {
  const managed = catalog.managedPolicies();
  const place = managed && managedPolicyPlace(document, offset);
  const named = place && managedPolicyNamed(place);
  const policy = named === undefined ? undefined : managed?.find(named);
  if (managed === undefined || place === undefined || policy === undefined) return undefined;
  const passage = describeManagedPolicy(policy, managed, catalog);
  return { span: place.span, markdown: toMarkdown([...passage.slice(0, -1), ...WHAT_TO_DO, ...passage.slice(-1)]) };
}

const WHAT_TO_DO: Passage = [
  text(say`Go to Definition shows its text; from there, it can be copied into a new policy.`),
];

/** So many are offered at a time; further typing brings the others. */
const MOST = 100;

/** Undefined where nothing says that a managed policy is meant. */
export function completeManagedPolicy(
  document: PolicyDocument,
  offset: number,
  catalog: Catalog,
): CompletionResult | undefined {
  const place = managedPolicyPlace(document, offset);
  const managed = place && catalog.managedPolicies();
  if (place === undefined || managed === undefined) return undefined;
  const found = fitting(place, managed);
  const templates = place.takesTemplates ? templateItems(place, document.source.text) : [];
  return { items: [...templates, ...found.slice(0, MOST).map((policy) => itemFor(policy, place))], isIncomplete: true };
}

/** The policy templates of AWS SAM whose names hold what is typed, with what each has to be given. */
function templateItems({ span, typed }: ManagedPolicyPlace, text: string): readonly CompletionItem[] {
  const wanted = typed.toLowerCase();
  const indent = " ".repeat(span.start - text.lastIndexOf("\n", span.start - 1) - 1 + "- ".length);
  return policyTemplateNames()
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ name, parameters }) => ({
      label: name,
      kind: "policy",
      detail:
        parameters.length === 0 ? "policy template of AWS SAM" : `policy template of AWS SAM: ${parameters.join(", ")}`,
      span,
      parts:
        parameters.length === 0
          ? [`${name}: {}`]
          : [
              `${name}:`,
              ...parameters.flatMap((parameter) => [`\n${indent}${parameter}: `, { stop: stopFor(parameter) }]),
            ],
      lead: "",
      filter: undefined,
      also: [],
      leads: false,
    }));
}

/** `BucketName` is to be filled in as `bucket-name`. */
function stopFor(parameter: string): string {
  return parameter.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

/** Those whose names begin with what is typed, then those that hold it. Those that nobody can attach come last. */
function fitting({ typed }: ManagedPolicyPlace, { all }: ManagedPolicies): readonly ManagedPolicy[] {
  const { path, name } = wantedBy(typed);
  const sorted: ManagedPolicy[][] = [[], [], []];
  for (const policy of all) {
    const at = policy.path.startsWith(path) ? policy.name.toLowerCase().indexOf(name) : -1;
    if (at < 0) continue;
    const isLast = policy.path.startsWith(SERVICE_LINKED) && path === "";
    sorted[isLast ? 2 : at === 0 ? 0 : 1]?.push(policy);
  }
  return sorted.flat();
}

function wantedBy(typed: string): { readonly path: string; readonly name: string } {
  if (!typed.startsWith("arn:")) return { path: "", name: typed.toLowerCase() };
  const [, path = "", name = ""] = /:policy\/((?:[^/]*\/)*)([^/]*)$/.exec(typed) ?? [];
  return { path, name: name.toLowerCase() };
}

function itemFor(policy: ManagedPolicy, { span, typed, form, quoted }: ManagedPolicyPlace): CompletionItem {
  const partition = /^arn:(aws[\w-]*)/.exec(typed)?.[1] ?? "aws";
  const written = form === "name" && !typed.startsWith("arn:") ? policy.name : managedPolicyArn(policy, partition);
  // The client filters by what it replaces: the beginning of the ARN, as far as it is typed.
  const begun = typed.startsWith("arn:") ? typed.slice(0, typed.indexOf(":policy/") + 1 || typed.length) : "";
  const lead = begun === "" || begun === typed ? begun : `${begun}policy/`;
  return {
    label: lead.endsWith("policy/") ? policy.path + policy.name : policy.name,
    kind: "managed-policy",
    detail: `managed by AWS, ${policy.version} of ${policy.day}`,
    span,
    parts: [quoted ? written : `"${written}"`],
    lead,
    filter: undefined,
    also: [],
    leads: false,
  };
}
