/** `iam-verdict lint`: the findings over every policy below the given paths. */
import { parseArgs } from "node:util";
import { version } from "../../../package.json";
import { type LintReport, SEVERITIES, type Severity } from "../service/index.ts";
import { POLICY_KINDS } from "../policy/policy.ts";
import { isPolicyKind, WORKSPACE_FILE } from "../workspace/config.ts";
import { type CommandIo } from "./command-io.ts";
import { printAnnotations } from "./formats/github.ts";
import { toSarif } from "./formats/sarif.ts";
import { printText } from "./formats/text.ts";
import { lintFiles, type LintRequest } from "./lint-files.ts";
import { EXIT } from "./main.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;
type Format = (typeof FORMATS)[number];

const HELP = `Usage: iam-verdict lint [PATH…] [OPTIONS]

Finds every policy below the paths (files or folders, by default this folder; - is standard input)
and prints what is wrong with it. .gitignore is honoured, but not for a path that you name.

  --format text|json|sarif|github      how to print (default text)
  --fail-on error|warning|info|never   exit with 1 from this severity up (default error)
  --kind KIND     the kind of every policy: ${POLICY_KINDS.join(", ")}
  --config FILE   the workspace file (default: the nearest ${WORKSPACE_FILE} at or above each path)
`;

interface LintOptions extends LintRequest {
  readonly format: Format;
  readonly failOn: Severity | "never";
}

export async function runLint(args: string[], io: CommandIo): Promise<number> {
  const options = readOptions(args);
  if (options === "help") {
    io.out.text(HELP);
    return EXIT.clean;
  }
  const tool = { name: "iam-verdict", version, catalogDate: io.service().catalog().date };
  const { complete, ...result } = await lintFiles(options, io);
  const report = { tool, ...result };
  print(report, options.format, io);
  if (!complete) return EXIT.unusable;
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
    throw new Error(`--kind '${kind}' is not a kind of policy; write one of ${POLICY_KINDS.join(", ")}.`);
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

function print(report: LintReport, format: Format, io: CommandIo): void {
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
  }
}

function failing({ findings }: LintReport, failOn: LintOptions["failOn"]): boolean {
  if (failOn === "never") return false;
  const bar = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= bar);
}
