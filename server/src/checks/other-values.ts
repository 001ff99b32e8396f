/** Values that stand under another key than theirs, and several in one text. */
import { type Catalog } from "../catalog/catalog.ts";
import { readAddressRange } from "../domains/address.ts";
import { operatorOf } from "../policy/operators.ts";
import { addEntries, renameMember, replaceText } from "../policy/changes.ts";
import { ORGANIZATION_ID, PART_OF_ORGANIZATION, VPC_ENDPOINT_ID, VPC_ID } from "../policy/id-forms.ts";
import { type ConditionEntry, type Scalar, type ScalarList } from "../policy/policy.ts";
import { listed, name, say, value } from "../wording/phrase.ts";
import { type Finding } from "./check.ts";
import { asLastResort, type Fix, fixWith } from "./fix.ts";
import { type Message, messagesOf } from "./messages.ts";

export const OTHER_VALUES = messagesOf({
  otherKey: (written: string, what: string, key: string, consequence: string) =>
    say`${value(written)} is ${what}${consequence}. Write it under ${name(key)}.`,
  star: (written: string, fixed: string, consequence: string) =>
    say`${value(written)} is not a range of addresses as AWS reads one${consequence}. Write ${value(fixed)}.`,
  nobody: (written: string, fixed: string, consequence: string) =>
    say`${value(written)} is the address of no caller${consequence}. For all addresses, write ${value(fixed)}.`,
  prefixArn: (written: string, fixed: string) =>
    say`${value(written)} is an ARN, and ${name("s3:prefix")} holds how the keys of objects begin, without their bucket. Write ${value(fixed)}.`,
  prefixSlash: (written: string, fixed: string) =>
    say`${value(written)} starts with a slash, and the keys of objects start without one unless somebody put it there. Write ${value(fixed)} if they do.`,
  noConstraint: (written: string) =>
    say`Requests that create a bucket in ${value(written)} have no ${name("s3:LocationConstraint")}, so none has this value. Use ${name("aws:RequestedRegion")} to ask for the Region.`,
  managedPath: (written: string, policy: string, path: string, fixed: string) =>
    say`AWS keeps ${name(policy)} under the path ${name(path === "" ? "/" : path)}, so no policy has the ARN ${value(written)}. Write ${value(fixed)}.`,
  severalValues: (written: string, parts: readonly string[], consequence: string) =>
    say`One string is one value, and ${value(written)} is several${consequence}. Write a list of ${listed(parts.map(value), "and")}.`,
});

export interface Problem {
  readonly says: (consequence: string) => Message;
  readonly fixes: readonly Fix[];
}

/** `entry` is the condition with the value `written` in it. */
export function otherValue(entry: ConditionEntry, written: Scalar): Problem | undefined {
  return (
    severalValues(entry, written) ??
    valueOfOtherKey(entry, written) ??
    nobodysAddress(entry, written) ??
    cutRange(entry, written)
  );
}

/** No value is impossible for sure, as a key may begin with a slash. Source: "Amazon S3 condition key examples" (s3:prefix). */
export function prefixProblem({ key }: ConditionEntry, written: Scalar): Omit<Finding, "span"> | undefined {
  if (key.toLowerCase() !== "s3:prefix") return undefined;
  const { text } = written;
  const [, behindBucket] = /^arn:[^:]*:s3:::[^/]+\/(.+)$/.exec(text) ?? [];
  const fixed = behindBucket ?? /^\/+([^/].*)$/.exec(text)?.[1];
  if (fixed === undefined) return undefined;
  const fix = { title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) };
  return behindBucket === undefined
    ? { ...OTHER_VALUES.prefixSlash(text, fixed), severity: "info", fixes: () => asLastResort([fix]) }
    : { ...OTHER_VALUES.prefixArn(text, fixed), fixes: () => [fix] };
}

/** Source: "CreateBucketConfiguration" (Amazon S3 API Reference), on the valid values of LocationConstraint. */
export function constraintProblem(entry: ConditionEntry, { text }: Scalar): Omit<Finding, "span"> | undefined {
  if (text !== "us-east-1" || entry.key.toLowerCase() !== "s3:locationconstraint") return undefined;
  if (operatorOf(entry)?.operator.family !== "string") return undefined;
  return { ...OTHER_VALUES.noConstraint(text), severity: "info" };
}

/** Two policies of an account never have the same name, whatever their paths. Source: "CreatePolicy" (IAM API Reference). */
export function managedPathProblem(
  { key }: ConditionEntry,
  written: Scalar,
  catalog: Catalog,
): Omit<Finding, "span"> | undefined {
  if (!/^iam:(?:PolicyARN|PermissionsBoundary)$/i.test(key)) return undefined;
  const [, beginning = "", path = "", policy = ""] = MANAGED_POLICY.exec(written.text) ?? [];
  const known = policy === "" ? undefined : catalog.managedPolicies()?.find(policy);
  if (known === undefined || known.path === path) return undefined;
  const fixed = `${beginning}${known.path}${policy}`;
  return {
    ...OTHER_VALUES.managedPath(written.text, policy, known.path, fixed),
    severity: "info",
    fixes: () => fixWith(say`Replace with ${value(fixed)}`, replaceText(written, fixed)),
  };
}

const MANAGED_POLICY = /^(arn:aws(?:-[a-z-]+)?:iam::aws:policy\/)((?:[\w-]+\/)*)([\w-]+)$/;

/** Only of keys whose values have no comma and no blank. */
function severalValues(entry: ConditionEntry, written: Scalar): Problem | undefined {
  const { key, values } = entry;
  const { text } = written;
  if (text.length > LONGEST || !/[,;\s]/.test(text.trim())) return undefined;
  const isAddress = operatorOf(entry)?.operator.family === "ip";
  const part = isAddress ? undefined : PARTS.find(([keys]) => keys.test(key))?.[1];
  const parts = text.trim().split(/\s*[,;]\s*|\s+/);
  const areAll = isAddress
    ? parts.every((one) => readAddressRange(one) !== undefined)
    : part !== undefined && parts.every((one) => part.test(one));
  if (!areAll) return undefined;
  return {
    says: (consequence) => OTHER_VALUES.severalValues(text, parts, consequence),
    fixes: listing(values, written, parts),
  };
}

function listing(values: ScalarList, written: Scalar, parts: readonly string[]): readonly Fix[] {
  const [first = "", ...more] = parts;
  if (values.form !== "list")
    return fixWith(say`Write a list`, [{ change: "replace", value: written.node, by: parts }]);
  const added = addEntries(values, more);
  return added === undefined
    ? []
    : fixWith(say`Make each an entry of its own`, [...replaceText(written, first), ...added]);
}

const LONGEST = 1_000;

/** Sources: "AWS global condition context keys"; "Amazon EC2 instance type naming conventions". */
const PARTS: readonly (readonly [keys: RegExp, part: RegExp])[] = [
  [/^(?:aws|s3|kms):\w*account$/i, /^\d{12}$/],
  [/^(?:aws:RequestedRegion|ec2:Region)$/i, /^[a-z]{2,}(?:-[a-z]+)+-\d$/],
  [/^aws:\w*OrgID$/i, ORGANIZATION_ID],
  [/^aws:(?:Ec2Instance)?SourceVpce?$/i, /^vpce?-[a-z0-9]{8,17}$/],
  [/^ec2:InstanceType$/i, /^[a-z][a-z0-9-]*\.[a-z0-9*-]+$/],
  [/^iam:(?:PassedToService|AWSServiceName)$/i, /^[a-z0-9.-]+\.amazonaws\.com$/],
];

function valueOfOtherKey({ key, member, values }: ConditionEntry, { text }: Scalar): Problem | undefined {
  const found = OTHERS.find(({ keys, form }) => keys.test(key) && form.test(text));
  if (found === undefined) return undefined;
  const { what, to, form } = found;
  // The other key may hold several, or ask for them in other operators.
  const isOne = to !== PATHS && values.entries.every((one) => form.test(one.text));
  return {
    says: (consequence) => OTHER_VALUES.otherKey(text, what, to, consequence),
    fixes: isOne ? [{ title: say`Replace ${name(key)} with ${name(to)}`, changes: renameMember(member, to) }] : [],
  };
}

/** Of a text that is filled in behind its start, as `vpc-${…}`. */
export function otherKeyByStart(key: string, start: string, text: string): Problem | undefined {
  const found = OTHERS.find(({ keys, begins }) => keys.test(key) && begins !== undefined && start.startsWith(begins));
  if (found === undefined) return undefined;
  return { says: (consequence) => OTHER_VALUES.otherKey(text, found.what, found.to, consequence), fixes: [] };
}

/** `203.0.113.*`, or `203.0.113`, for all that begin so. */
function cutRange(entry: ConditionEntry, written: Scalar): Problem | undefined {
  const { text } = written;
  const [, numbers = ""] =
    /^((?:\d{1,3}\.){1,3})\*(?:\.\*){0,2}$/.exec(text) ??
    /^((?:\d{1,3}\.){2,3})$/.exec(text.replace(/\d$/, "$&.")) ??
    [];
  const known = numbers.split(".").slice(0, -1);
  const fixed = `${[...known, "0", "0", "0"].slice(0, 4).join(".")}/${known.length * 8}`;
  const isRange = known.length > 0 && readAddressRange(fixed) !== undefined;
  if (!isRange || operatorOf(entry)?.operator.family !== "ip") return undefined;
  return {
    says: (consequence) => OTHER_VALUES.star(text, fixed, consequence),
    fixes: [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }],
  };
}

/** No request comes from it. Source: RFC 1122, section 3.2.1.3. */
function nobodysAddress(entry: ConditionEntry, written: Scalar): Problem | undefined {
  const { text } = written;
  if (!/^(?:0\.0\.0\.0|::)$/.test(text) || operatorOf(entry)?.operator.family !== "ip") return undefined;
  const fixed = `${text}/0`;
  return {
    says: (consequence) => OTHER_VALUES.nobody(text, fixed, consequence),
    fixes: fixWith(say`Replace with ${value(fixed)}`, replaceText(written, fixed)),
  };
}

const PATHS = "aws:PrincipalOrgPaths";

/** Source: "AWS global condition context keys". */
const OTHERS: readonly {
  readonly keys: RegExp;
  readonly form: RegExp;
  /** What no value of the key begins with. */
  readonly begins?: string;
  readonly what: string;
  readonly to: string;
}[] = [
  {
    keys: /^aws:SourceVpc$/i,
    form: VPC_ENDPOINT_ID,
    begins: "vpce-",
    what: "the ID of a VPC endpoint",
    to: "aws:SourceVpce",
  },
  { keys: /^aws:SourceVpce$/i, form: VPC_ID, begins: "vpc-", what: "the ID of a VPC", to: "aws:SourceVpc" },
  {
    keys: /^aws:userid$/i,
    form: /^arn:/,
    what: "an ARN, and this key starts with a unique ID",
    to: "aws:PrincipalArn",
  },
  {
    keys: /^aws:PrincipalOrgID$/i,
    form: PART_OF_ORGANIZATION,
    what: "the ID of a part of an organization",
    to: PATHS,
  },
];

/** What is no value of its type in these words, in those that are one: `yes`, the address of a bucket, the ID of a VPC. */
export function inOtherWords(written: Scalar, reads: (text: string) => boolean): readonly Fix[] {
  const { text } = written;
  const [, bucket] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/?$/.exec(text) ?? [];
  const [, address] = /^(?:https?:\/\/)?([0-9.]{7,15})(?::\d{1,5}|\/)?$/.exec(text) ?? [];
  const fixed = [
    address,
    /^(?:yes|on|1)$/i.test(text) ? "true" : /^(?:no|off|0)$/i.test(text) ? "false" : undefined,
    bucket === undefined ? undefined : `arn:aws:s3:::${bucket}`,
    VPC_ID.test(text) ? `arn:aws:ec2:*:*:vpc/${text}` : undefined,
  ].find((one) => one !== undefined && reads(one));
  return fixed === undefined
    ? []
    : [{ title: say`Replace with ${value(fixed)}`, changes: replaceText(written, fixed) }];
}
