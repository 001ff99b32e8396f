/** The workspace file and the settings as the features read them: with what only the checks and the files can confirm. */
import { SEVERITIES } from "../checks/check.ts";
import { CHECK_GROUPS } from "../checks/check-groups.ts";
import { ALL_CHECKS } from "../checks/index.ts";
import { REPLACED_CODES, type ReplacedCodes } from "../checks/replaced-codes.ts";
import { type ConfigMention, type ConfigProblem, type ConfigReading, isWorkspaceFile } from "../workspace/config.ts";
import { nearestQuestion, quoted, suggestion } from "../workspace/config-report.ts";
import { readGlob } from "../workspace/glob.ts";
import { readPoliciesSetting, readSeveritySetting, readWorkspaceConfig } from "../workspace/read-config.ts";
import { matchesWithin } from "../workspace/workspace.ts";
import { SYNTAX_CODE } from "./text-findings.ts";

/** `iam-verdict.json` at `path`; its problems include codes and levels that do not exist. */
export function readConfigFile(path: string, text: string): ConfigReading {
  return withNamesChecked(readWorkspaceConfig(path, text));
}

/** The values of the settings `iamVerdict.policies` and `iamVerdict.severity`. */
export function readConfigSettings(settings: {
  readonly policies: unknown;
  readonly severity: unknown;
}): readonly ConfigReading[] {
  return [readPoliciesSetting(settings.policies), readSeveritySetting(settings.severity)].map((reading) =>
    withNamesChecked(reading),
  );
}

/**
 * A note for every path of the workspace file that none of `paths` matches. `paths` are those of all files that are
 * read, relative to the same folder as the path of the workspace file.
 */
export function findUnmatchedFiles(reading: ConfigReading, paths: Iterable<string>): readonly ConfigProblem[] {
  const globs = reading.mentions.filter((mention) => mention.of === "files");
  const rest = new Set(globs.map((mention) => ({ mention, glob: readGlob(mention.text).glob })));
  for (const path of paths) {
    if (isWorkspaceFile(path)) continue;
    for (const one of rest) {
      if (one.glob !== undefined && matchesWithin(one.mention.base, one.glob, path)) rest.delete(one);
    }
    if (rest.size === 0) return [];
  }
  return [...rest].map(({ mention }) => ({
    ...placeOf(mention),
    sort: "note",
    message: unmatchedInWords(mention.text),
  }));
}

function unmatchedInWords(files: string): string {
  if (files.startsWith("!"))
    return `${quoted(files)} matches no file: a pattern cannot be negated. Write which files the entry is for.`;
  const wider = files.includes("**/") ? "" : ` For files in every folder below, write ${quoted(`**/${files}`)}.`;
  return `No file here matches ${quoted(files)}, so this entry has no effect. Correct or remove it.${wider}`;
}

/** With a problem for each code or level that does not exist, or no longer. */
export function withNamesChecked(reading: ConfigReading, replaced: ReplacedCodes = REPLACED_CODES): ConfigReading {
  const problems = reading.mentions.flatMap((mention) => findUnknownName(mention, replaced));
  return { ...reading, problems: [...reading.problems, ...problems] };
}

const LEVELS = [...SEVERITIES, "off"];
const CHECK_CODES = ALL_CHECKS.map(({ code }) => code);
/** What has a severity: checks, and groups of them. */
const CHECK_NAMES = [...CHECK_CODES, ...CHECK_GROUPS];
const FINDING_CODES = [...CHECK_CODES, SYNTAX_CODE];

function findUnknownName(mention: ConfigMention, replaced: ReplacedCodes): readonly ConfigProblem[] {
  const now = mention.of === "check" || mention.of === "finding" ? replaced.get(mention.text) : undefined;
  if (now !== undefined) return [renamedCode(mention, now)];
  switch (mention.of) {
    case "check":
      return CHECK_NAMES.includes(mention.text) ? [] : [unknownCode(mention, CHECK_NAMES)];
    case "finding":
      return FINDING_CODES.includes(mention.text) ? [] : [unknownCode(mention, FINDING_CODES)];
    case "severity":
      return LEVELS.includes(mention.text) ? [] : [unknownLevel(mention)];
    case "files":
      return [];
  }
}

function unknownCode(mention: ConfigMention, known: readonly string[]): ConfigProblem {
  const advice = nearestQuestion(mention.text, known) ?? "Copy the code from a finding.";
  return { ...placeOf(mention), sort: "mistake", message: `No check has the code ${quoted(mention.text)}. ${advice}` };
}

function renamedCode(mention: ConfigMention, now: readonly string[]): ConfigProblem {
  const names = now.map(quoted).join(" and ");
  const message = `${quoted(mention.text)} is an earlier code of ${names}. It still works; write ${names} instead.`;
  return { ...placeOf(mention), sort: "note", message };
}

function unknownLevel(mention: ConfigMention): ConfigProblem {
  const message = `${quoted(mention.text)} is not a severity. ${suggestion(mention.text, LEVELS)}`;
  return { ...placeOf(mention), sort: "mistake", message };
}

function placeOf({ where, span }: ConfigMention): Pick<ConfigProblem, "where" | "span"> {
  return { where, span };
}
