/** Text of `iam-verdict.json`, or the value of the setting, → configuration and what is wrong with it. */
import { POLICY_KINDS, type PolicyKind } from "../policy/policy.ts";
import { readJson } from "../syntax/json.ts";
import { valueOfJson } from "../syntax/value-of-json.ts";
import { type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import {
  type ConfigProblem,
  type ConfigReading,
  EMPTY_CONFIG,
  isPolicyKind,
  type Organization,
  type PolicyEntry,
  type Suppression,
  type WorkspaceConfig,
} from "./config.ts";
import { readGlob } from "./glob.ts";

export const POLICIES_SETTING = "iamVerdict.policies";

/** `path` is the file's own, with forward slashes: its globs are relative to the folder it is in. */
export function readWorkspaceConfig(path: string, text: string): ConfigReading {
  const report = createReport(path);
  const { root, problems } = readJson(text, { holesIn: () => [] });
  for (const { span, message } of problems) report.add(span, `${message.replace(/\.$/, "")}; correct the JSON.`);
  const base = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const object = report.objectIn(root, "The file");
  return { config: object === undefined ? EMPTY_CONFIG : readConfig(object, base, report), problems: report.problems };
}

/** The value of the setting `iamVerdict.policies`; globs are relative to the workspace folder. */
export function readPoliciesSetting(value: unknown, base = ""): ConfigReading {
  const report = createReport(POLICIES_SETTING);
  const policies = value === undefined || value === null ? [] : readPolicyEntries(valueOfJson(value), base, report);
  return { config: { ...EMPTY_CONFIG, policies }, problems: report.problems };
}

const CONFIG_KEYS = ["$schema", "policies", "organization", "facts", "severity", "suppress"];
const ENTRY_KEYS = ["files", "kind", "name", "arn", "attachedTo", "resource", "account", "targets", "endpoint"];
const SUPPRESSION_KEYS = ["code", "files", "statement", "reason", "until"];

function readConfig(object: ObjectValue, base: string, report: Report): WorkspaceConfig {
  const members = membersOf(object, CONFIG_KEYS, report);
  return {
    policies: readPolicyEntries(members.get("policies")?.value, base, report),
    organization: readOrganization(members.get("organization")?.value, report),
    facts: readFacts(members.get("facts")?.value, report),
    severity: readTexts(members.get("severity"), report),
    suppress: readItems(members.get("suppress")?.value, "suppress", report).flatMap((item) =>
      readSuppression(item, base, report),
    ),
  };
}

function readPolicyEntries(value: Value | undefined, base: string, report: Report): readonly PolicyEntry[] {
  return readItems(value, "policies", report).flatMap((item) => readPolicyEntry(item, base, report));
}

function readPolicyEntry(object: ObjectValue, base: string, report: Report): PolicyEntry[] {
  const members = membersOf(object, ENTRY_KEYS, report);
  const files = readText(members.get("files"), report);
  if (files === undefined) {
    report.add(object.span, "An entry of 'policies' needs 'files': a glob such as \"identity/*.json\".");
    return [];
  }
  const { problem } = readGlob(files);
  if (problem !== undefined) {
    report.add(spanOf(members.get("files"), object), `'files' cannot be used: ${problem}.`);
    return [];
  }
  return [
    {
      files,
      base,
      kind: readKindName(members.get("kind"), report),
      name: readText(members.get("name"), report),
      arn: readText(members.get("arn"), report),
      attachedTo: readTextList(members.get("attachedTo"), report),
      resource: readText(members.get("resource"), report),
      account: readText(members.get("account"), report),
      targets: readTextList(members.get("targets"), report),
      endpoint: readText(members.get("endpoint"), report),
    },
  ];
}

function readKindName(member: Member | undefined, report: Report): PolicyKind | undefined {
  const text = readText(member, report);
  if (text === undefined || isPolicyKind(text)) return text;
  report.add(spanOf(member), `'${text}' is no kind of policy; write one of ${POLICY_KINDS.join(", ")}.`);
  return undefined;
}

function readOrganization(value: Value | undefined, report: Report): Organization {
  const object = value === undefined ? undefined : report.objectIn(value, "'organization'");
  if (object === undefined) return EMPTY_CONFIG.organization;
  const members = membersOf(object, ["accounts", "managementAccount"], report);
  const accounts = members.get("accounts");
  const map = accounts === undefined ? undefined : report.objectIn(accounts.value, "'accounts'");
  return {
    accounts: new Map((map?.members ?? []).map((member) => [member.key, readTextList(member, report)])),
    managementAccount: readText(members.get("managementAccount"), report),
  };
}

function readFacts(value: Value | undefined, report: Report): ReadonlyMap<string, string | readonly string[]> {
  const object = value === undefined ? undefined : report.objectIn(value, "'facts'");
  return new Map(
    (object?.members ?? []).flatMap((member): (readonly [string, string | readonly string[]])[] => {
      if (member.value?.kind === "array") return [[member.key, readTextList(member, report)]];
      const text = readText(member, report);
      return text === undefined ? [] : [[member.key, text]];
    }),
  );
}

function readTexts(member: Member | undefined, report: Report): ReadonlyMap<string, string> {
  const object = member === undefined ? undefined : report.objectIn(member.value, `'${member.key}'`);
  return new Map(
    (object?.members ?? []).flatMap((entry): (readonly [string, string])[] => {
      const text = readText(entry, report);
      return text === undefined ? [] : [[entry.key, text]];
    }),
  );
}

function readSuppression(object: ObjectValue, base: string, report: Report): Suppression[] {
  const members = membersOf(object, SUPPRESSION_KEYS, report);
  const code = readText(members.get("code"), report);
  if (code === undefined) {
    report.add(object.span, "An entry of 'suppress' needs 'code': the code of a check.");
    return [];
  }
  const files = readText(members.get("files"), report);
  const problem = files === undefined ? undefined : readGlob(files).problem;
  if (problem !== undefined) {
    report.add(spanOf(members.get("files"), object), `'files' cannot be used: ${problem}.`);
    return [];
  }
  return [
    {
      code,
      files,
      base,
      statement: readText(members.get("statement"), report),
      reason: readText(members.get("reason"), report),
      until: readText(members.get("until"), report),
    },
  ];
}

/** The objects of a list; a single object counts as a list of one. */
function readItems(value: Value | undefined, what: string, report: Report): readonly ObjectValue[] {
  if (value === undefined) return [];
  const items = value.kind === "array" ? value.items : [value];
  return items.flatMap((item) => report.objectIn(item, `An entry of '${what}'`) ?? []);
}

function readText(member: Member | undefined, report: Report): string | undefined {
  const value = member?.value;
  if (member === undefined || value === undefined) return undefined;
  if (value.kind === "string" || value.kind === "number") return value.text;
  if (value.kind === "boolean") return String(value.value);
  report.add(value.span, `'${member.key}' must be a text in double quotes.`);
  return undefined;
}

function readTextList(member: Member | undefined, report: Report): readonly string[] {
  const value = member?.value;
  if (member === undefined || value === undefined) return [];
  const items = value.kind === "array" ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === "string" || item.kind === "number") return [item.text];
    report.add(item.span, `'${member.key}' must be a list of texts in double quotes.`);
    return [];
  });
}

/** Members by name, the last of a name; names that are not known are told and left out. */
function membersOf(object: ObjectValue, known: readonly string[], report: Report): ReadonlyMap<string, Member> {
  for (const member of object.members) {
    if (!known.includes(member.key)) {
      report.add(member.keySpan, `'${member.key}' is not known here; the known names are ${known.join(", ")}.`);
    }
  }
  return new Map(object.members.map((member) => [member.key, member]));
}

function spanOf(member: Member | undefined, otherwise?: ObjectValue): Span {
  return member?.value?.span ?? otherwise?.span ?? { start: 0, end: 0 };
}

interface Report {
  readonly problems: readonly ConfigProblem[];
  add(span: Span, message: string): void;
  objectIn(value: Value | undefined, what: string): ObjectValue | undefined;
}

function createReport(where: string): Report {
  const problems: ConfigProblem[] = [];
  const add = (span: Span, message: string): void => void problems.push({ where, span, message });
  return {
    problems,
    add,
    objectIn(value, what) {
      if (value?.kind === "object") return value;
      if (value !== undefined) add(value.span, `${what} must be an object in braces.`);
      return undefined;
    },
  };
}
