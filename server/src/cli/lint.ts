/** `iam-verdict lint`: the findings over every policy below the given paths. */
import { parseArgs } from "node:util";
import { version } from "../../../package.json";
import { type LintReport, SEVERITIES, type Severity } from "../service/index.ts";
import { POLICY_KINDS } from "../policy/policy.ts";
import { isPolicyKind, WORKSPACE_FILE } from "../workspace/config.ts";
import { type CommandIo } from "./command-io.ts";
import { printAnnotations } from "./formats/github.ts";
import { toJunit } from "./formats/junit.ts";
import { toSarif } from "./formats/sarif.ts";
import { countFixes, printText } from "./formats/text.ts";
import { lintFiles } from "./lint-files.ts";
import { type Fixing, type LintRequest } from "./lint-result.ts";
import { EXIT } from "./exit-codes.ts";
import { readOnlyFiles } from "./only-files.ts";
import { isStandardInput } from "./target.ts";

const FORMATS = ["text", "json", "sarif", "github", "junit"] as const;
type Format = (typeof FORMATS)[number];

const HELP = `Usage: iam-verdict lint [PATH…] [OPTIONS]

Finds every policy below the paths and prints what is wrong with it. A path is a file, a folder or - for standard input;
without one, the current folder is checked. .gitignore is honoured, but not for a path that you name.

  --format text|json|sarif|github|junit   how to print (default text)
  --fail-on error|warning|info|never      exit with 1 from this severity up (default error)
  --kind KIND     the kind of every policy: ${POLICY_KINDS.join(", ")}
  --only LIST     of the files below the paths, check those that LIST names, one a line; - for standard input
  --markdown      also check policies in code blocks of Markdown files, as information
  --fix           apply the safe fixes to the files until none is left; print what remains
  --fix-dry-run   print those fixes as a diff instead, and change nothing
  --config FILE   the workspace file (default: the nearest ${WORKSPACE_FILE} at or above each path)
`;

interface LintOptions extends Omit<LintRequest, "only"> {
  /** The file with the list, or -. */
  readonly list: string | undefined;
  readonly format: Format;
  readonly failOn: Severity | "never";
}

export async function runLint(args: string[], io: CommandIo): Promise<number> {
  const options = readOptions(args);
  if (options === "help") {
    io.out.text(HELP);
    return EXIT.clean;
  }
  const only = options.list === undefined ? undefined : await readOnlyFiles(options.list, io);
  const tool = { name: "iam-verdict", version, catalogDate: io.service().catalog().date };
  const { fixed, files, policies, findings, complete, notices } = await lintFiles({ ...options, only }, io);
  const result = { files, policies, findings, complete, notices };
  const report = { tool, ...result, ...(options.fixing === "none" ? {} : { fixed }) };
  if (options.fixing === "shown") tellOfDiff(report, io);
  else print(report, options, io);
  if (!report.complete) return EXIT.unusable;
  if (only === undefined && report.policies === 0 && report.findings.length === 0) tellOfNothing(options.paths, io);
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
      only: { type: "string" },
      markdown: { type: "boolean", default: false },
      fix: { type: "boolean", default: false },
      "fix-dry-run": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const { kind } = values;
  if (kind !== undefined && !isPolicyKind(kind)) {
    throw new Error(`--kind '${kind}' is not a kind of policy; write one of ${POLICY_KINDS.join(", ")}.`);
  }
  return {
    paths: positionals.length === 0 ? ["."] : positionals,
    format: oneOf("--format", values.format, FORMATS),
    failOn: oneOf("--fail-on", values["fail-on"], ["error", "warning", "info", "never"] as const),
    kind,
    configFile: values.config,
    list: values.only,
    examples: values.markdown ? "read" : "left-out",
    fixing: fixingOf(values, positionals),
  };
}

function fixingOf(
  {
    fix,
    "fix-dry-run": dryRun,
    format,
  }: { readonly fix: boolean; readonly "fix-dry-run": boolean; readonly format: string },
  paths: readonly string[],
): Fixing {
  if (fix && dryRun) throw new Error("--fix changes files and --fix-dry-run does not; give one of them.");
  if (dryRun && format !== "text") throw new Error("--fix-dry-run prints a diff; leave out --format.");
  if (fix && paths.some(isStandardInput)) {
    throw new Error("--fix cannot change standard input; give a file, or use --fix-dry-run.");
  }
  return fix ? "made" : dryRun ? "shown" : "none";
}

/** A wrong path would otherwise be green for ever. */
function tellOfNothing(paths: readonly string[], { err }: CommandIo): void {
  const where = paths.map((path) => (isStandardInput(path) ? "standard input" : `'${path}'`)).join(", ");
  err.line(
    `iam-verdict lint: there is no policy in ${where}, so nothing was checked. Give the folders that hold policies, or - for standard input.`,
  );
}

/** The diff alone goes to standard output, so that it can be a program's input. */
function tellOfDiff({ fixed = [] }: LintReport, { err }: CommandIo): void {
  const count = countFixes(fixed);
  const said = count === undefined ? "there is nothing that --fix would change" : `--fix would make ${count}`;
  err.line(`iam-verdict lint: ${said}.`);
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`${option} '${text}' is not known; write one of ${allowed.join(", ")}.`);
  return found;
}

function print(report: LintReport, { format, failOn }: LintOptions, io: CommandIo): void {
  switch (format) {
    case "text":
      printText(report, io.out);
      return;
    case "json":
      io.out.jsonDocument(report);
      return;
    case "sarif":
      io.out.jsonDocument(toSarif(report, io.service().checks));
      return;
    case "github":
      printAnnotations(report, io.out);
      return;
    case "junit":
      io.out.text(toJunit(report, (severity) => isFailure(severity, failOn)));
  }
}

function failing({ findings }: LintReport, failOn: LintOptions["failOn"]): boolean {
  return findings.some(({ severity }) => isFailure(severity, failOn));
}

function isFailure(severity: Severity, failOn: LintOptions["failOn"]): boolean {
  return failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}
