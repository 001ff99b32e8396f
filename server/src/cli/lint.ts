/** `iam-verdict lint`: the findings over every policy below the given paths. */
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ALL_CHECKS } from "../checks/index.ts";
import { SEVERITIES, type Severity } from "../checks/check.ts";
import { HOSTS, hostOf } from "../hosts/index.ts";
import { POLICY_KINDS, type PolicyKind } from "../policy/policy.ts";
import { createAcceptance, severitiesOf } from "../service/accepted-findings.ts";
import { SYNTAX_CODE } from "../service/diagnostics.ts";
import { readDocument } from "../service/document.ts";
import { type LintFinding, lintDocument } from "../service/lint.ts";
import { createLineIndex, type LineIndex } from "../text/line-index.ts";
import { EMPTY_CONFIG, isPolicyKind, WORKSPACE_FILE, type WorkspaceConfig } from "../workspace/config.ts";
import { readWorkspaceConfig } from "../workspace/read-config.ts";
import { createEntryLookup } from "../workspace/workspace.ts";
import { type CommandIo } from "./command-io.ts";
import { formatGithub } from "./formats/github.ts";
import { formatSarif } from "./formats/sarif.ts";
import { formatText } from "./formats/text.ts";
import { type LintReport, placesOf, type ReportRow } from "./lint-report.ts";
import { EXIT } from "./main.ts";
import { walkFiles } from "./walk-files.ts";
import { version } from "../../../package.json";

const FORMATS = ["text", "json", "sarif", "github"] as const;
type Format = (typeof FORMATS)[number];

const HELP = `Usage: iam-verdict lint [PATH…] [OPTIONS]

Finds every policy below the paths (files or folders, by default this folder; .gitignore is honoured)
and prints what is wrong with it.

  --format text|json|sarif|github   how to print (default text)
  --fail-on error|warning|info|never   exit with 1 from this severity up (default error)
  --kind KIND   the kind of every policy: ${POLICY_KINDS.join(", ")}
  --config FILE   the workspace file (default: ${WORKSPACE_FILE} in the folder given)
`;

interface LintOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: Severity | "never";
  readonly kind: PolicyKind | undefined;
  readonly configFile: string | undefined;
}

export async function runLint(args: string[], io: CommandIo): Promise<number> {
  const options = readOptions(args);
  if (options === "help") {
    io.stdout(HELP);
    return EXIT.clean;
  }
  const report = await lintPaths(options, io);
  io.stdout(formatted(report, options.format, io));
  return failing(report, options.failOn) ? EXIT.findings : EXIT.clean;
}

function readOptions(args: string[]): LintOptions | "help" {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: "string", default: "text" },
      "fail-on": { type: "string", default: "error" },
      kind: { type: "string" },
      config: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const { kind } = values;
  if (kind !== undefined && !isPolicyKind(kind)) {
    throw new Error(`--kind '${kind}' is no kind of policy; write one of ${POLICY_KINDS.join(", ")}.`);
  }
  return {
    paths: positionals.length === 0 ? ["."] : positionals,
    format: oneOf("--format", values.format, FORMATS),
    failOn: oneOf("--fail-on", values["fail-on"], ["error", "warning", "info", "never"] as const),
    kind,
    configFile: values.config,
  };
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`${option} '${text}' is not known; write one of ${allowed.join(", ")}.`);
  return found;
}

async function lintPaths(options: LintOptions, io: CommandIo): Promise<LintReport> {
  const rows: ReportRow[] = [];
  let files = 0;
  let policies = 0;
  for (const path of options.paths) {
    const root = resolve(io.cwd, path);
    const { config, entryFor, accepted } = await readConfig(root, options.configFile, io);
    const notice = (line: string): void => io.stderr(`iam-verdict lint: ${line}\n`);
    for await (const file of walkFiles(root, (name) => HOSTS.some((host) => host.recognizes(sourceOf(name))), notice)) {
      files++;
      const document = readDocument(sourceOf(file.path, file.text), options.kind ?? entryFor(file.path).kind);
      policies += document.policies.length;
      const lines = createLineIndex(file.text);
      const shown = shownPath(path, root, file.path);
      for (const finding of lintDocument(document, {
        catalog: io.catalog(),
        severities: severitiesOf(config, new Map()),
        reportSyntax: true,
        onCheckFailure: (code, error) => notice(`check ${code} failed on ${shown}: ${String(error)}`),
      })) {
        if (!accepted(file.path, finding)) rows.push(toRow(finding, shown, file.path, lines));
      }
    }
  }
  const tool = { name: "iam-verdict", version, catalogDate: io.catalog().info.date };
  return { tool, files, policies, findings: rows };
}

interface PathConfig {
  readonly config: WorkspaceConfig;
  readonly entryFor: ReturnType<typeof createEntryLookup>;
  readonly accepted: ReturnType<typeof createAcceptance>;
}

async function readConfig(root: string, file: string | undefined, io: CommandIo): Promise<PathConfig> {
  const given = file === undefined ? undefined : resolve(io.cwd, file);
  const path = given ?? join(root, WORKSPACE_FILE);
  let config = EMPTY_CONFIG;
  try {
    const reading = readWorkspaceConfig(basename(path), await readFile(path, "utf8"));
    for (const { message } of reading.problems) io.stderr(`iam-verdict lint: ${path}: ${message}\n`);
    config = reading.config;
  } catch (error) {
    if (given !== undefined) throw new Error(`--config ${given} cannot be read: ${String(error)}`, { cause: error });
  }
  const today = new Date().toISOString().slice(0, 10);
  return { config, entryFor: createEntryLookup(config.policies), accepted: createAcceptance(config, today) };
}

function sourceOf(path: string, text = ""): { path: string; languageId: undefined; text: string } {
  return { path, languageId: undefined, text };
}

/** As the reader would name the file: below the path they gave. */
function shownPath(given: string, root: string, path: string): string {
  if (basename(root) === path && basename(given) === path) return given.split("\\").join("/");
  return join(given, path).split("\\").join("/");
}

function toRow(finding: LintFinding, shown: string, path: string, lines: LineIndex): ReportRow {
  const { policy, statement, span, code, severity, message } = finding;
  return {
    file: shown,
    host: hostOf(sourceOf(path))?.id ?? "json",
    policy: { name: policy?.site.name ?? null, kind: policy?.kind.kind ?? "unknown" },
    statement: statement === undefined ? null : { index: statement.index, sid: statement.sid ?? null },
    code,
    severity,
    message,
    range: placesOf(span, lines),
    related: (finding.related ?? []).map((one) => ({ range: placesOf(one.span, lines), message: one.message })),
    fixes: (finding.fixes ?? []).map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: placesOf(edit.span, lines), newText: edit.newText })),
    })),
    docs: code === SYNTAX_CODE ? null : `docs/checks/${code}.md`,
  };
}

function formatted(report: LintReport, format: Format, io: CommandIo): string {
  switch (format) {
    case "text":
      return formatText(report, io.color);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "sarif":
      return formatSarif(report, ALL_CHECKS);
    case "github":
      return formatGithub(report);
  }
}

function failing({ findings }: LintReport, failOn: LintOptions["failOn"]): boolean {
  if (failOn === "never") return false;
  const bar = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= bar);
}
