/**
 * Trust policies that modules of the Terraform Registry make of the providers and subjects that they are given. Sources:
 * "main.tf" and "variables.tf" of the modules "iam-role-for-service-accounts-eks", "iam-role-for-service-accounts",
 * "iam-assumable-role-with-oidc" and "iam-github-oidc-role" of "terraform-aws-modules/iam".
 */
import { attributeNamed, type HclAttribute, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type FilledText, TextBuilding, withoutScheme } from "../../syntax/filled-text.ts";
import { type ArrayValue, type Member, type ObjectValue, type Value } from "../../syntax/value.ts";
import { NOWHERE } from "../../text/encoding.ts";
import { conditionOf, type GrantCondition, held, madeOf } from "../grant-parts.ts";
import { arrayAt, filledOf, textAt, unknownAt } from "../placed-values.ts";
import { writtenByTool } from "../statement-list.ts";
import { evaluate, textOf } from "./evaluate.ts";
import { nameOfKey } from "./expression-parts.ts";
import { sourceOfCall } from "./module.ts";
import { isOff } from "./module-statements.ts";
import { type ModuleSwitch, registryName, type StatementsInput, statementsInput } from "./registry-statements.ts";
import { type Scope } from "./scope.ts";

export interface TrustOfCall {
  /** The argument that says who may take the role. */
  readonly attribute: HclAttribute;
  readonly root: ObjectValue;
  /** The lists of who that is, and what the module puts before each item. */
  readonly lists: readonly TrustList[];
}

export interface TrustList {
  readonly value: ArrayValue;
  readonly prefix: string;
}

interface TrustModule {
  /** The argument that decides whether a role is made. */
  readonly switch: ModuleSwitch;
  /** The argument that the policy is found at; the first that is given. */
  readonly inputs: readonly string[];
  readonly subject: StatementsInput["subject"];
  readonly read: (call: HclBlock, scope: Scope) => readonly TrustStatement[] | undefined;
}

interface TrustStatement {
  readonly actions: readonly string[];
  readonly at: HclExpression;
  readonly provider: Value;
  readonly conditions: readonly TrustCondition[];
}

interface TrustCondition {
  readonly operator: string;
  readonly key: FilledText;
  readonly values: ArrayValue;
  readonly list?: TrustList;
}

/** Undefined for any other call, and for one that is told to make no role, to let others in as well or to ask for more. */
export function trustOfCall(call: HclBlock, scope: Scope): TrustOfCall | undefined {
  const module = moduleOf(call);
  const attribute = module?.inputs.flatMap((name) => attributeNamed(call.body, name) ?? [])[0];
  if (module === undefined || attribute === undefined || isOff(call, module.switch)) return undefined;
  if (OPENING.some((name) => attributeNamed(call.body, name) !== undefined)) return undefined;
  const statements = module.read(call, scope);
  if (statements === undefined || statements.length === 0) return undefined;
  const { span } = attribute.value;
  const version = writtenByTool("Version", "2012-10-17", { start: span.start, end: span.start });
  const list = arrayAt(statements.map(statementOf), span);
  const lists = statements.flatMap(({ conditions }) => conditions.flatMap((one) => one.list ?? []));
  return { attribute, root: madeOf([version, held("Statement", list, attribute.nameSpan)], span), lists };
}

/** What is known of an argument: of statements, or of who may take a role. */
export function inputOfCall(call: HclBlock, argument: string): StatementsInput | undefined {
  return statementsInput(sourceOfCall(call), argument) ?? trustInput(call, argument);
}

/** Of which role it is the trust policy. */
function trustInput(call: HclBlock, argument: string): StatementsInput | undefined {
  const module = moduleOf(call);
  if (module?.inputs.includes(argument) !== true) return undefined;
  const hasPath = ["role_path", "path"].some((name) => attributeNamed(call.body, name) !== undefined);
  return { kind: "trust", holder: "role", ...(module.subject && !hasPath && { subject: module.subject }) };
}

function moduleOf(call: HclBlock): TrustModule | undefined {
  const source = call.type === "module" ? sourceOfCall(call) : undefined;
  return source === undefined ? undefined : MODULES.get(registryName(source));
}

/** With one of these there are statements or conditions that are not read. */
const OPENING = [
  ...["allow_self_assume_role", "explicit_permission_to_assume_self", "provider_trust_policy_conditions"],
  ...["trust_policy_conditions", "source_trust_policy_documents", "override_trust_policy_documents"],
];

function statementOf({ actions, at, provider, conditions }: TrustStatement): Value {
  const { span } = at;
  const nowhere = { start: span.start, end: span.start };
  const grants = conditions.map(({ operator, key, values }): GrantCondition => {
    const { span: own } = values;
    const member = { key: key.text, keyHoles: key.holes, keySpan: own, keyMap: NOWHERE, span: own, value: values };
    return { operator, member };
  });
  const members: readonly Member[] = [
    writtenByTool("Effect", "Allow", nowhere),
    held("Principal", madeOf([held("Federated", provider, provider.span)], provider.span), provider.span),
    held(
      "Action",
      arrayAt(
        actions.map((text) => textAt({ text, holes: [] }, nowhere)),
        nowhere,
      ),
      nowhere,
    ),
    ...conditionOf(grants, span),
  ];
  return madeOf(members, span);
}

const WITH_TOKEN = "sts:AssumeRoleWithWebIdentity";
const ACCOUNTS = "system:serviceaccount:";

/** A map of providers, each with the service accounts that may come from it. */
function ofServiceAccounts(test: string): TrustModule["read"] {
  return (call, scope) => {
    const providers = attributeNamed(call.body, "oidc_providers")?.value;
    const operator = plainArgument(call, test, "StringEquals", scope);
    if (providers?.kind !== "object" || operator === undefined) return undefined;
    const statements = providers.items.map(({ value }): TrustStatement | undefined => {
      const [arn, accounts] = [memberOf(value, "provider_arn"), memberOf(value, "namespace_service_accounts")];
      const list = accounts && prefixed(evaluate(accounts, scope), ACCOUNTS);
      if (arn === undefined || list === undefined) return undefined;
      const provider = evaluate(arn, scope) ?? unknownAt(arn.span);
      const host = hostOf(filledOf(provider));
      return {
        ...{ actions: [WITH_TOKEN], at: value, provider },
        conditions: [
          { operator, key: claim(host, "sub"), values: list.value, list },
          { operator, key: claim(host, "aud"), values: madeList("sts.amazonaws.com", value) },
        ],
      };
    });
    const known = statements.filter((one) => one !== undefined);
    return known.length === statements.length ? known : undefined;
  };
}

/** Addresses of providers, and subjects that may come from each of them. */
function ofSubjects(call: HclBlock, scope: Scope): readonly TrustStatement[] | undefined {
  const url = attributeNamed(call.body, "provider_url")?.value;
  if (url === undefined || attributeNamed(call.body, "provider_urls") !== undefined) return undefined;
  const host = addressOf(textOf(url, scope));
  const conditions = SUBJECTS.flatMap(([name, operator, of]): readonly (TrustCondition | undefined)[] => {
    const given = attributeNamed(call.body, name)?.value;
    if (given === undefined) return [];
    const list = prefixed(evaluate(given, scope), "");
    if (list?.value.items.length === 0) return [];
    return [list && { operator, key: claim(host, of), values: list.value, list }];
  });
  const known = conditions.filter((one) => one !== undefined);
  if (known.length < conditions.length) return undefined;
  return [{ actions: [WITH_TOKEN], at: url, provider: providerAt(host, url), conditions: known }];
}

const SUBJECTS = [
  ["oidc_fully_qualified_subjects", "StringEquals", "sub"],
  ["oidc_subjects_with_wildcards", "StringLike", "sub"],
  ["oidc_fully_qualified_audiences", "StringLike", "aud"],
] as const;

const GITHUB = "token.actions.githubusercontent.com";

function ofGitHub(call: HclBlock, scope: Scope): readonly TrustStatement[] | undefined {
  const given = attributeNamed(call.body, "subjects")?.value;
  const list = given && prefixed(evaluate(given, scope), "repo:");
  const audience = plainArgument(call, "audience", "sts.amazonaws.com", scope);
  const url = plainArgument(call, "provider_url", GITHUB, scope);
  if (given === undefined || list === undefined || audience === undefined || url === undefined) return undefined;
  const host = { text: url.replace(/^https:\/\//, ""), holes: [] };
  return [
    {
      ...{ actions: ["sts:TagSession", WITH_TOKEN], at: given },
      provider: providerAt(host, given),
      conditions: [
        { operator: "StringEquals", key: claim(host, "aud"), values: madeList(audience, given) },
        { operator: "StringLike", key: claim(host, "sub"), values: list.value, list },
      ],
    },
  ];
}

/** The items of a list that are settled as texts, as the module writes them; undefined for anything else. */
function prefixed(value: Value | undefined, prefix: string): TrustList | undefined {
  if (value?.kind !== "array") return undefined;
  const items = value.items.flatMap((item): readonly Value[] => {
    const text = filledOf(item);
    if (text === undefined) return [];
    return prefix === "" ? [item] : [textAt(withPrefix(text, prefix), item.span)];
  });
  return items.length === value.items.length ? { value: arrayAt(items, value.span), prefix } : undefined;
}

function withPrefix(text: FilledText, prefix: string): FilledText {
  if (text.text.startsWith(prefix)) return text;
  const building = new TextBuilding();
  building.add(prefix);
  building.add(text.text, text.holes);
  return building.result();
}

function memberOf(value: HclExpression, name: string): HclExpression | undefined {
  return value.kind === "object" ? value.items.find(({ key }) => nameOfKey(key) === name)?.value : undefined;
}

/** A text that is written out, or what the module takes where nothing is given. */
function plainArgument(call: HclBlock, name: string, standard: string, scope: Scope): string | undefined {
  const given = attributeNamed(call.body, name)?.value;
  if (given === undefined) return standard;
  const text = textOf(given, scope);
  return text?.holes.length === 0 ? text.text : undefined;
}

/** What stands behind the type in the ARN of a provider. */
function hostOf(arn: FilledText | undefined): FilledText {
  const start = (arn?.text.indexOf(TYPE) ?? -1) + TYPE.length;
  if (arn === undefined || start < TYPE.length || arn.holes.some((hole) => hole.end > start)) return NO_HOST;
  return { text: arn.text.slice(start), holes: [] };
}

const TYPE = ":oidc-provider/";

const NO_HOST: FilledText = { text: "${provider}", holes: [{ start: 0, end: "${provider}".length }] };

function addressOf(text: FilledText | undefined): FilledText {
  return text === undefined ? NO_HOST : (withoutScheme(text) ?? text);
}

function providerAt(host: FilledText, { span }: HclExpression): Value {
  const building = new TextBuilding();
  building.add("arn:");
  building.addHole("${partition}", { stands: "partition" });
  building.add(":iam::");
  building.addHole("${account}", { stands: "account" });
  building.add(TYPE);
  building.add(host.text, host.holes);
  return textAt(building.result(), span);
}

function claim(host: FilledText, name: string): FilledText {
  return { text: `${host.text}:${name}`, holes: host.holes };
}

function madeList(text: string, { span: { start } }: HclExpression): ArrayValue {
  const nowhere = { start, end: start };
  return arrayAt([textAt({ text, holes: [] }, nowhere)], nowhere);
}

const IAM = "terraform-aws-modules/iam/aws//modules";
const OF_ROLE = { name: "role_name", type: "aws_iam_role" };

/** In version 6 the name of the role has more behind it unless a call says otherwise. */
const MODULES: ReadonlyMap<string, TrustModule> = new Map<string, TrustModule>([
  [
    `${IAM}/iam-role-for-service-accounts-eks`,
    {
      ...{ switch: { name: "create_role", default: "on" }, inputs: ["oidc_providers"], subject: OF_ROLE },
      read: ofServiceAccounts("assume_role_condition_test"),
    },
  ],
  [
    `${IAM}/iam-role-for-service-accounts`,
    {
      ...{ switch: { name: "create", default: "on" }, inputs: ["oidc_providers"], subject: undefined },
      read: ofServiceAccounts("trust_condition_test"),
    },
  ],
  [
    `${IAM}/iam-assumable-role-with-oidc`,
    {
      switch: { name: "create_role", default: "off" },
      inputs: ["oidc_fully_qualified_subjects", "oidc_subjects_with_wildcards", "provider_url"],
      ...{ subject: OF_ROLE, read: ofSubjects },
    },
  ],
  [
    `${IAM}/iam-github-oidc-role`,
    {
      ...{ switch: { name: "create", default: "on" }, inputs: ["subjects"] },
      ...{ subject: { name: "name", type: "aws_iam_role" }, read: ofGitHub },
    },
  ],
]);
