/** Text of `iam-verdict.json`, or the value of a setting, → configuration and what is wrong with it. */
import { isNearName } from "../domains/nearest-name.ts";
import { POLICY_KINDS, type PolicyKind } from "../policy/policy.ts";
import { type PolicySlot, slotOfKind } from "../policy/slots.ts";
import { readJson } from "../syntax/json.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { isAccountId } from "../policy/account-caller.ts";
import { type Member, type ObjectValue, type Value, WITHOUT_HOLES } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import {
  type ConfigReading,
  EMPTY_CONFIG,
  isPolicyKind,
  type Organization,
  type PolicyEntry,
  type WorkspaceConfig,
} from "./config.ts";
import {
  type ConfigReport,
  createReport,
  membersOf,
  allOf,
  quoted,
  readItems,
  readObject,
  readText,
  readTextList,
  suggestion,
} from "./config-report.ts";
import { readFiles, readSuppressions } from "./read-suppressions.ts";

export const POLICIES_SETTING = "iamVerdict.policies";
export const SEVERITY_SETTING = "iamVerdict.severity";

/**
 * `path` is the file's own, with forward slashes: its globs are relative to the folder it is in. The codes of checks and
 * the levels are taken as written; they and the globs are `mentions`, for those who know what there is.
 */
export function readWorkspaceConfig(path: string, text: string): ConfigReading {
  const report = createReport(path, path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");
  // A byte order mark is blanked rather than cut, so that every offset stays.
  const { root, problems } = readJson(text.replace(/^\uFEFF/, " "), WITHOUT_HOLES);
  for (const { span, message } of problems) report.add("json", span, message);
  const object = readObject(root, "The file", report);
  const known = object !== undefined && speaksOfPolicies(object, report);
  return {
    config: { ...(known ? readConfig(object, report) : EMPTY_CONFIG), sources: [{ path, text }] },
    problems: report.problems,
    mentions: report.mentions,
    usable: problems.length === 0 && known,
  };
}

/** The value of the setting `iamVerdict.policies`; globs are relative to the workspace folder. */
export function readPoliciesSetting(value: unknown, base = ""): ConfigReading {
  const report = createReport(POLICIES_SETTING, base);
  const policies = isSet(value) ? readPolicyEntries(valueOfJson(value, WITHOUT_HOLES), report) : [];
  return settingReading({ ...EMPTY_CONFIG, policies }, report);
}

/** The value of the setting `iamVerdict.severity`. */
export function readSeveritySetting(value: unknown): ConfigReading {
  const report = createReport(SEVERITY_SETTING, "");
  const severity = isSet(value) ? readSeverity(valueOfJson(value, WITHOUT_HOLES), report) : EMPTY_CONFIG.severity;
  return settingReading({ ...EMPTY_CONFIG, severity }, report);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function settingReading(config: WorkspaceConfig, { problems, mentions }: ConfigReport): ConfigReading {
  return { config, problems, mentions, usable: true };
}

const FILE_NAMES = ["$schema", "policies", "organization", "groups", "facts", "severity", "suppress"];
const ENTRY_NAMES = ["files", "kind", "name", "arn", "attachedTo", "resource", "account", "targets", "endpoint"];

/** A file with other names only is another file: a policy, or the settings of another tool. */
function speaksOfPolicies({ members, span }: ObjectValue, report: ConfigReport): boolean {
  const names = members.map(({ key }) => key).filter((name) => name !== "$schema");
  if (names.length === 0 || names.some((name) => FILE_NAMES.includes(name))) return true;
  const choice = suggestion(names[0] ?? "", FILE_NAMES);
  report.add(
    "mistake",
    span,
    `This is not a workspace file: ${allOf(names.slice(0, 3).map(quoted))} ${names.length === 1 ? "does" : "do"} not belong in one. ${choice}`,
  );
  return false;
}

function readConfig(object: ObjectValue, report: ConfigReport): Omit<WorkspaceConfig, "sources"> {
  const members = membersOf(object, FILE_NAMES, report);
  const valueOf = (name: string): Value | undefined => members.get(name)?.value;
  return {
    policies: readPolicyEntries(valueOf("policies"), report),
    organization: readOrganization(valueOf("organization"), report),
    groups: readGroups(valueOf("groups"), report),
    facts: readFacts(valueOf("facts"), report),
    severity: readSeverity(valueOf("severity"), report),
    suppress: readSuppressions(valueOf("suppress"), report),
  };
}

function readPolicyEntries(value: Value | undefined, report: ConfigReport): readonly PolicyEntry[] {
  return readItems(value, "policies", report).flatMap((item) => readPolicyEntry(item, report));
}

function readPolicyEntry(object: ObjectValue, report: ConfigReport): PolicyEntry[] {
  const members = membersOf(object, ENTRY_NAMES, report);
  const filesMember = members.get("files");
  // A name that is nearly this one is reported already.
  if (filesMember === undefined && !object.members.some(({ key }) => isNearName(key, "files"))) {
    report.add("mistake", object.span, `An entry of 'policies' needs 'files': a path such as "identity/*.json".`);
  }
  const files = filesMember && readFiles(filesMember, report);
  const entry = {
    kind: readKindName(members.get("kind"), report),
    name: readText(members.get("name"), report),
    arn: readArn(members.get("arn"), report),
    attachedTo: readHolders(members.get("attachedTo"), report),
    resource: readArn(members.get("resource"), report),
    account: readAccount(members.get("account"), report),
    targets: readTextList(members.get("targets"), report).map(({ text }) => text),
    endpoint: readText(members.get("endpoint"), report),
  };
  reportFieldsOfOtherKinds(entry.kind, members, report);
  return files === undefined ? [] : [{ files, base: report.base, ...entry }];
}

/** Which field says what a policy of each slot is attached to; the others say nothing of it. */
const FIELDS: Readonly<Record<PolicySlot, string>> = {
  identity: "attachedTo",
  boundary: "attachedTo",
  session: "attachedTo",
  resource: "resource",
  scp: "targets",
  rcp: "targets",
  "vpc-endpoint": "endpoint",
};

function reportFieldsOfOtherKinds(
  kind: PolicyKind | undefined,
  members: ReadonlyMap<string, Member>,
  report: ConfigReport,
): void {
  const slot = kind && slotOfKind(kind);
  if (kind === undefined || slot === undefined) return;
  for (const name of new Set(Object.values(FIELDS))) {
    const member = name === FIELDS[slot] ? undefined : members.get(name);
    if (member === undefined) continue;
    const message = `${quoted(name)} has no effect on a policy of the kind ${quoted(kind)}. Write ${quoted(FIELDS[slot])} instead.`;
    report.add("mistake", member.keySpan, message);
  }
}

function readKindName(member: Member | undefined, report: ConfigReport): PolicyKind | undefined {
  const text = readText(member, report);
  if (text === undefined || isPolicyKind(text)) return text;
  report.add("mistake", spanOf(member), `${quoted(text)} is not a kind of policy. ${suggestion(text, POLICY_KINDS)}`);
  return undefined;
}

/**
 * Names of roles and users are good enough here; only ARNs tell the account. A name has no slash and no colon, so the end
 * of an ARN would name nobody. Source: "IAM and AWS STS quotas" (IAM User Guide), on names.
 */
function readHolders(member: Member | undefined, report: ConfigReport): readonly string[] {
  return readTextList(member, report).flatMap(({ text, span }) => {
    if (!/^(?:role|user|group)\//.test(text)) return [text];
    const whole = `arn:aws:iam::111122223333:${text}`;
    report.add("mistake", span, `${quoted(text)} is not an ARN. Write the whole ARN, such as ${quoted(whole)}.`);
    return [];
  });
}

function readArn(member: Member | undefined, report: ConfigReport): string | undefined {
  const text = readText(member, report);
  if (text === undefined || text.startsWith("arn:")) return text;
  const message = `${quoted(text)} is not an ARN. Write the whole ARN, which starts with 'arn:'.`;
  report.add("mistake", spanOf(member), message);
  return undefined;
}

/** A number is as good as a text here: it has twelve digits or it is wrong. */
function readAccount(member: Member | undefined, report: ConfigReport): string | undefined {
  const text = member?.value?.kind === "number" ? member.value.text : readText(member, report);
  if (text === undefined || isAccountId(text)) return text;
  report.add("mistake", spanOf(member), `${quoted(text)} is not an account id. Write its twelve digits.`);
  return undefined;
}

function readOrganization(value: Value | undefined, report: ConfigReport): Organization {
  const object = readObject(value, "'organization'", report);
  if (object === undefined) return EMPTY_CONFIG.organization;
  const members = membersOf(object, ["accounts", "managementAccount"], report);
  const accounts = readObject(members.get("accounts")?.value, "'accounts'", report);
  return {
    accounts: new Map((accounts?.members ?? []).flatMap((member) => readLevels(member, report))),
    managementAccount: readAccount(members.get("managementAccount"), report),
  };
}

function readLevels(member: Member, report: ConfigReport): (readonly [account: string, levels: readonly string[]])[] {
  const levels = readTextList(member, report).map(({ text }) => text);
  if (isAccountId(member.key)) return [[member.key, levels]];
  report.add("mistake", member.keySpan, `${quoted(member.key)} is not an account id. Write its twelve digits.`);
  return [];
}

function readGroups(value: Value | undefined, report: ConfigReport): ReadonlyMap<string, readonly string[]> {
  const members = readObject(value, "'groups'", report)?.members ?? [];
  return new Map(members.map((member) => [member.key, readTextList(member, report).map(({ text }) => text)]));
}

type Fact = readonly [key: string, value: string | readonly string[]];

function readFacts(value: Value | undefined, report: ConfigReport): ReadonlyMap<string, string | readonly string[]> {
  const members = readObject(value, "'facts'", report)?.members ?? [];
  return new Map(members.flatMap((member) => readFact(member, report)));
}

function readFact(member: Member, report: ConfigReport): Fact[] {
  if (!member.key.includes(":")) {
    const message = `${quoted(member.key)} is not a condition key. Write its full name, such as "aws:SourceVpce".`;
    report.add("mistake", member.keySpan, message);
    return [];
  }
  if (member.value?.kind === "array")
    return [[member.key, member.value.items.flatMap((item) => readFactValue(item, member.key, report))]];
  return member.value === undefined
    ? []
    : readFactValue(member.value, member.key, report).map((text) => [member.key, text] as const);
}

/** A list of one, or empty and told. */
function readFactValue(value: Value, key: string, report: ConfigReport): readonly string[] {
  if (value.kind === "string" || value.kind === "number") return [value.text];
  if (value.kind === "boolean") return [String(value.value)];
  report.add(
    "mistake",
    value.span,
    `The value of ${quoted(key)} must be a string in double quotes, or a list of such strings.`,
  );
  return [];
}

/** Codes and levels are taken as written, and mentioned. */
function readSeverity(value: Value | undefined, report: ConfigReport): ReadonlyMap<string, string> {
  const members = readObject(value, "'severity'", report)?.members ?? [];
  return new Map(
    members.flatMap((member) => {
      const level = readText(member, report);
      report.mention("check", member.key, member.keySpan);
      if (level === undefined || member.value === undefined) return [];
      report.mention("severity", level, member.value.span);
      return [[member.key, level] as const];
    }),
  );
}

function spanOf(member: Member | undefined): Span {
  return member?.value?.span ?? member?.span ?? { start: 0, end: 0 };
}
