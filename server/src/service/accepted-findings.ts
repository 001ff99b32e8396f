/** What the workspace file says of findings: another severity for a code, and single findings accepted for a reason. */
import { codesOfGroup } from "../checks/check-groups.ts";
import { SEVERITIES, type Severity } from "../checks/check.ts";
import { REPLACED_CODES, type ReplacedCodes } from "../checks/replaced-codes.ts";
import { type ConfigProblem, type Suppression, type WorkspaceConfig } from "../workspace/config.ts";
import { quoted } from "../workspace/config-report.ts";
import { readGlob } from "../workspace/glob.ts";
import { type Span } from "../text/span.ts";
import { SYNTAX_CODE } from "./text-findings.ts";
import { type PlacedFinding } from "./diagnostics.ts";

export type Severities = ReadonlyMap<string, Severity | "off">;

/** Severities of the workspace file, overlaid by those of the user's settings. */
export function severitiesOf(
  config: WorkspaceConfig,
  settings: Severities,
  replaced: ReplacedCodes = REPLACED_CODES,
): Severities {
  const known = [...config.severity].flatMap(([code, severity]): [string, Severity | "off"][] =>
    isSeverity(severity) ? [[code, severity]] : [],
  );
  return new Map([...withNewCodes(withGroups(known), replaced), ...settings]);
}

/** What is said of a group is meant of its checks, unless these are named too. */
function withGroups<T>(said: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const ofGroups = said.flatMap(([name, severity]) =>
    (codesOfGroup(name) ?? []).map((code) => [code, severity] as const),
  );
  return [...ofGroups, ...said.filter(([name]) => codesOfGroup(name) === undefined)];
}

/**
 * The severities for what AWS wrote: its managed policies grant what they are for, its roles trust whom they have to, and
 * nobody who reads them can change them.
 */
export function severitiesOfAws(severities: Severities): Severities {
  const off = [...(codesOfGroup("security") ?? []), "service-needs-actions"];
  return new Map([...severities, ...off.map((code) => [code, "off"] as const)]);
}

/** What is said of an earlier code is meant of the codes that replaced it, unless these are named too. */
function withNewCodes<T>(said: readonly (readonly [string, T])[], replaced: ReplacedCodes): ReadonlyMap<string, T> {
  const meant = said.flatMap(([code, severity]) => (replaced.get(code) ?? []).map((now) => [now, severity] as const));
  return new Map([...meant, ...said]);
}

export function isSeverity(text: string): text is Severity | "off" {
  return text === "off" || SEVERITIES.some((known) => known === text);
}

/** All that an acceptance looks at. */
export type FindingPlace = Pick<PlacedFinding, "code" | "statement">;

/**
 * Is a finding in the file at `path` accepted? `today` is a day such as `2026-11-22`: an acceptance ends with its
 * `until` day.
 */
export function createAcceptance(
  config: WorkspaceConfig,
  today: string,
  replaced: ReplacedCodes = REPLACED_CODES,
): (path: string, finding: FindingPlace) => boolean {
  const rules = config.suppress.filter((rule) => !isOver(rule, today)).map((rule) => acceptanceBy(rule, replaced));
  return (path, finding) => rules.some((accepts) => accepts(path, finding));
}

function isOver({ until }: Suppression, today: string): boolean {
  return until !== undefined && until < today;
}

function acceptanceBy(rule: Suppression, replaced: ReplacedCodes): (path: string, finding: FindingPlace) => boolean {
  const codes = [rule.code, ...(replaced.get(rule.code) ?? [])];
  const covers = pathTest(rule);
  return (path, finding) => codes.includes(finding.code) && isAbout(rule, finding) && covers(path);
}

/** A finding that an entry accepts, with the path of its file. */
export interface AcceptedFinding {
  readonly path: string;
  readonly finding: FindingPlace;
}

/**
 * Entries that accept none of the findings that were accepted in all files they can be about, and those that are over.
 * Where it is not known what was accepted, only those that are over. What is accepted of the text of a file is not looked
 * at. `noted`: of an entry around one of these it is said already why it has no effect.
 */
export function findUnusedSuppressions(
  { suppress }: WorkspaceConfig,
  accepted: readonly AcceptedFinding[] | undefined,
  today: string,
  noted: readonly Pick<ConfigProblem, "span">[] = [],
): readonly { readonly span: Span; readonly message: string }[] {
  return suppress.flatMap((rule) => {
    const { code, until, span } = rule;
    if (isOver(rule, today)) {
      const message = `This entry ended on ${until ?? ""}, so its findings are shown again. Remove it, or write a later day in 'until'.`;
      return [{ span, message }];
    }
    if (noted.some((note) => span.start <= note.span.start && note.span.end <= span.end)) return [];
    const accepts = acceptanceBy(rule, REPLACED_CODES);
    if (accepted === undefined || code === SYNTAX_CODE || accepted.some(({ path, finding }) => accepts(path, finding)))
      return [];
    const message = `This entry no longer matches any finding ${quoted(code)}, so it has no effect. Remove it.`;
    return [{ span, message }];
  });
}

function isAbout({ statement }: Suppression, finding: FindingPlace): boolean {
  if (statement === undefined) return true;
  const { sid, index } = finding.statement ?? {};
  return (statement.sid !== undefined && statement.sid === sid) || (index !== undefined && statement.index === index);
}

function pathTest({ files, base }: Suppression): (path: string) => boolean {
  const prefix = base === "" ? "" : `${base}/`;
  const glob = files === undefined ? () => true : (readGlob(files).glob ?? (() => false));
  return (path) => path.startsWith(prefix) && glob(path.slice(prefix.length));
}
