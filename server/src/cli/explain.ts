/** `iam-verdict explain`: one denial against the policies below a folder. */
import { parseArgs } from "node:util";
import { type Explanation } from "../denial/explanation.ts";
import { outlineOf } from "../telling/explanation-outline.ts";
import { explanationsMarkdown, explanationText, policiesOfAws } from "../telling/explanation-report.ts";
import {
  type AskedAnswer,
  askedAnswer,
  type ExplainedDenial,
  explanationAnswer,
  type FilesAnswer,
  filesAnswer,
  resultOf,
} from "../service/index.ts";
import { EMPTY_CONFIG, WORKSPACE_FILE } from "../workspace/config.ts";
import { type CommandIo } from "./command-io.ts";
import { readFacts } from "./facts.ts";
import { EXIT } from "./exit-codes.ts";
import { givenMessage, refuseFileName } from "./message-argument.ts";
import { type Output } from "./output.ts";
import { noticeNothingFound, readWorkspace } from "./read-workspace.ts";

const FORMATS = ["text", "markdown", "json"] as const;
type Format = (typeof FORMATS)[number];

const HELP = `Usage: iam-verdict explain [--workspace DIR] [--context KEY=VALUE…] [--format text|markdown|json] [MESSAGE|-]

Explains an AccessDenied message from the policies below DIR. The message is the argument, or standard input.

  --workspace DIR          the folder with the policies (.gitignore is honoured, ${WORKSPACE_FILE} is read);
                           default the current folder
  --context KEY=VALUE      a fact about the request, such as aws:MultiFactorAuthPresent=false; may be repeated.
                           principal=ARN, action=service:Name and resource=ARN correct the message.
  --format text|markdown|json   how to print (default text)

Exit codes: 0 the message is not a denial, 1 a denial was explained, 2 the input or the arguments could not be used.
`;

/** Longer than any message; a log of this size is read all the same. */
const LONGEST_MESSAGE = 8 * 1024 * 1024;

interface ExplainOptions {
  readonly workspace: string;
  readonly facts: ReadonlyMap<string, string | readonly string[]>;
  readonly format: Format;
  /** Undefined to read standard input. */
  readonly message: string | undefined;
}

export async function runExplain(args: string[], io: CommandIo): Promise<number> {
  const options = readOptions(args);
  if (options === "help") {
    io.out.text(HELP);
    return EXIT.clean;
  }
  if (options.message !== undefined) refuseFileName(options.message, io.cwd, "iam-verdict explain -");
  const message = givenMessage(options.message ?? (await readAll(io.stdin)));
  const workspace = await readWorkspace("explain", options.workspace, io);
  const explanation = resultOf(io.service().explain(message, options.facts, workspace));
  print(explanation, options.format, io.out);
  // Where no policy refused, none would say more.
  if (explanation.explanations.some(isOfPolicies)) noticeNothingFound("explain", workspace, options.workspace, io);
  const fact = options.format === "json" ? undefined : firstFactToTell(explanation);
  if (fact !== undefined) io.err.line(`iam-verdict explain: to add a fact, write --context ${fact}.`);
  return explanation.verdict === "not-a-denial" ? EXIT.clean : EXIT.findings;
}

/** Policies of AWS are read although no file holds them, and a role without one may be given its first. */
function isOfPolicies(explanation: Explanation): boolean {
  const { verdict, denial, fixes } = explanation;
  const isSettled = fixes.length > 0 || policiesOfAws(explanation).length > 0;
  return verdict !== "not-a-denial" && denial.notByPolicy === undefined && !isSettled;
}

/** What the answer asks for first, as it is written behind the option. */
function firstFactToTell({ explanations }: ExplainedDenial): string | undefined {
  for (const explanation of explanations) {
    const { next, unknowns } = outlineOf(explanation);
    const fact = [...next, ...unknowns].find((one) => one.fact !== undefined)?.fact;
    if (fact !== undefined) return `${fact}=${FORMS_OF_FACTS.get(fact) ?? "VALUE"}`;
  }
  return undefined;
}

const FORMS_OF_FACTS: ReadonlyMap<string, string> = new Map([
  ["principal", "ARN"],
  ["resource", "ARN"],
  ["action", "service:Name"],
]);

export interface AskedInMessage {
  readonly asked: AskedAnswer;
  readonly files: FilesAnswer;
}

/**
 * What the first denial of a message asked for, and what the files say of it, where a folder is named; undefined for a
 * message that is none.
 */
export async function askedInMessage(
  {
    message,
    facts,
    workspace,
  }: Pick<ExplainOptions, "facts"> & { readonly message: string; readonly workspace: string | undefined },
  io: CommandIo,
): Promise<AskedInMessage | undefined> {
  const read =
    workspace === undefined
      ? resultOf(io.service().readWorkspace([], EMPTY_CONFIG, []))
      : await readWorkspace("explain", workspace, io);
  if (workspace !== undefined) noticeNothingFound("explain", read, workspace, io);
  const explanation = resultOf(io.service().explain(message, facts, read));
  if (explanation.verdict === "not-a-denial") return undefined;
  return { asked: askedAnswer(explanation), files: filesAnswer(explanation) };
}

function readOptions(args: string[]): ExplainOptions | "help" {
  const { values, positionals } = parseArgs({
    args: withoutDashedMessage(args),
    allowPositionals: true,
    options: {
      workspace: { type: "string", short: "w" },
      context: { type: "string", multiple: true, default: [] },
      format: { type: "string", default: "text" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  const format = FORMATS.find((one) => one === values.format);
  if (format === undefined) {
    throw new Error(`--format '${values.format}' is not known; write one of ${FORMATS.join(", ")}.`);
  }
  const fromStdin = positionals.length === 0 || (positionals.length === 1 && positionals[0] === "-");
  return {
    workspace: values.workspace ?? ".",
    facts: readFacts(values.context),
    format,
    message: fromStdin ? undefined : positionals.join(" "),
  };
}

/** An encoded message, or an item of a list, may begin with a dash and is no option. */
function withoutDashedMessage(args: readonly string[]): string[] {
  const messages = args.filter((arg) => DASHED_MESSAGE.test(arg));
  if (messages.length === 0 || args.includes("--")) return [...args];
  return [...args.filter((arg) => !messages.includes(arg)), "--", ...messages];
}

const DASHED_MESSAGE = /^-(?:[\w-]{80,}={0,2}\s*$|\s)/;

async function readAll(stdin: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += chunk;
    if (text.length > LONGEST_MESSAGE) throw new Error("the message is longer than 8 MB; cut it to the denial.");
  }
  return text;
}

function print(explained: ExplainedDenial, format: Format, out: Output): void {
  switch (format) {
    case "text":
      out.text(explained.explanations.map(explanationText).join("\n"));
      return;
    case "markdown":
      out.text(explanationsMarkdown(explained.explanations));
      return;
    case "json":
      out.jsonDocument(explanationAnswer(explained));
  }
}
