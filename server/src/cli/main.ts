/** The command line's front door: which subcommand. */
import { nearestNames } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";

export type Command = (args: string[], io: CommandIo) => Promise<number>;

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly run: Command;
}

export async function runCli(
  args: readonly string[],
  io: CommandIo,
  commands: readonly CommandEntry[],
  version: string,
): Promise<number> {
  const [first, ...rest] = asCommand(args, commands);
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    io.out.text(helpText(commands));
    return first === undefined ? EXIT.unusable : EXIT.clean;
  }
  if (first === "--version" || first === "-v") {
    io.out.line(version);
    return EXIT.clean;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) {
    io.err.line(`iam-verdict: ${unknownCommand(first, commands)}`);
    return EXIT.unusable;
  }
  if (rest.length === 1 && rest[0] === "--version") {
    io.out.line(version);
    return EXIT.clean;
  }
  try {
    return await command.run(READS_STANDARD_INPUT.has(command.name) ? rest.filter((arg) => arg !== "-") : rest, io);
  } catch (error) {
    io.err.line(`iam-verdict ${command.name}: ${asClause(errorInWords(error, command.name))}`);
    return EXIT.unusable;
  }
}

/** `help lint` is `lint --help`. */
function asCommand(args: readonly string[], commands: readonly CommandEntry[]): readonly string[] {
  const [help, about] = args;
  return help === "help" && commands.some(({ name }) => name === about) ? [about ?? "", "--help"] : args;
}

/** What was meant, or what there is. A path in its place is most likely to be checked. */
function unknownCommand(written: string, commands: readonly CommandEntry[]): string {
  const names = commands.map(({ name }) => name);
  const [near] = nearestNames(written, names);
  if (near !== undefined) return `there is no subcommand '${written}'. Did you mean '${near}'?`;
  const meant = OTHER_NAMES.get(written.toLowerCase());
  if (meant !== undefined) return `there is no subcommand '${written}'. Write 'iam-verdict ${meant}'.`;
  return /[./\\]/.test(written)
    ? `there is no subcommand '${written}'. To check a file or a folder, write 'iam-verdict lint ${written}'.`
    : `there is no subcommand '${written}'; 'iam-verdict --help' lists them.`;
}

/** Behind the colon a word is written small, unless it is a name such as AWS or GetObject. */
function asClause(words: string): string {
  return words.replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase());
}

/** What Node says of wrong options has several lines, and tells of a rarer case than a slip. */
function errorInWords(error: unknown, command: string): string {
  const words = (error instanceof Error ? error.message : String(error)).replaceAll("\n", " ");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("ERR_PARSE_ARGS_")) return words;
  const [, path] = /^Unexpected argument '(.*)'/.exec(words) ?? [];
  if (path !== undefined && READS_STANDARD_INPUT.has(command)) {
    const lint = POLICY_FILE.test(path) ? ` To check a policy, write 'iam-verdict lint ${path}'.` : "";
    return `'${path}' is not read; give its text on standard input: iam-verdict ${command} < '${path}'.${lint}`;
  }
  const meant = command === "lint" ? meantOption(words) : undefined;
  if (meant !== undefined) return `${wrongOption(code, words)}. ${meant}`;
  return `${wrongOption(code, words)}; 'iam-verdict ${command} --help' lists the options.`;
}

/** An option that other tools have. */
function meantOption(words: string): string | undefined {
  const [, option = ""] = /^Unknown option '(-[^' ]*)'/.exec(words) ?? [];
  return OTHER_OPTIONS.get(option);
}

function wrongOption(code: string, words: string): string {
  const [, option] = /'(-[^' ]*)/.exec(words) ?? [];
  if (option !== undefined) {
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `there is no option '${option}'`;
    if (words.includes("argument missing")) return `'${option}' needs a value`;
    if (words.includes("does not take an argument")) return `'${option}' takes no value`;
  }
  return words.replace(/\.(?:\s.*)?$/, "");
}

/** What people call a subcommand who have used another tool. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ...["check", "validate", "scan", "test"].map((name) => [name, "lint"] as const),
  ["fix", "lint --fix"],
  ["version", "--version"],
  ["why", "explain"],
  ["generate", "needs"],
  ["minimize", "fit"],
  ...["whoami", "decode", "fetch", "simulate", "denials"].map((name) => [name, `aws ${name}`] as const),
]);

const TURNS_OFF =
  "To turn a check off, write 'severity' in iam-verdict.json; to accept some of its findings, write 'suppress' there.";

/** Of linters, each with what does it here. */
const OTHER_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["-f", "Write '--format'."],
  ...["json", "sarif", "github", "junit"].map((name) => [`--${name}`, `Write '--format ${name}'.`] as const),
  ...["-o", "--output", "--output-file"].map((name) => [name, "Write '> FILE' behind the command."] as const),
  ...["--severity", "--min-severity", "--level"].map((name) => [name, "Write '--fail-on'."] as const),
  ...["--strict", "--max-warnings"].map((name) => [name, "Write '--fail-on warning'."] as const),
  ...["--disable", "--ignore", "--skip", "--skip-check", "--rule"].map((name) => [name, TURNS_OFF] as const),
  ["--baseline", "To accept findings that are there today, write 'suppress' in iam-verdict.json."],
  ...["--exclude", "--ignore-path"].map(
    (name) => [name, "Name the folders to check, or list the others in .gitignore."] as const,
  ),
  ...["--changed", "--diff", "--since", "--staged"].map(
    (name) => [name, "Give '--only' a list: git diff --name-only --diff-filter=d | iam-verdict lint --only -"] as const,
  ),
  ...["-r", "--recursive"].map((name) => [name, "Leave it out: all folders below a path are read."] as const),
]);

/** And nothing else: `-`, which stands for it, says nothing new. */
const READS_STANDARD_INPUT: ReadonlySet<string> = new Set(["evaluate", "satisfiable"]);
const POLICY_FILE = /\.(?:json|ya?ml|tf)$/;

function helpText(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "iam-verdict: checks AWS IAM policies and explains AccessDenied from the policies at hand.",
    "Only the subcommand aws uses the network.",
    "",
    "Usage: iam-verdict SUBCOMMAND [OPTIONS]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "'iam-verdict SUBCOMMAND --help' says more. Exit codes: 0 nothing found, 1 findings or a denial explained,",
    "2 the input or the arguments could not be used.",
    "",
  ].join("\n");
}
