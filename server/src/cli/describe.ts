/** `iam-verdict describe`: what hover says, for people in a terminal and for scripts. */
import { parseArgs } from "node:util";
import { toPlainText } from "../wording/plain-text.ts";
import { DESCRIBED_KINDS } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";

const HELP = `Usage: iam-verdict describe [action|key|operator|resource] NAME [--format text|json]

  action    s3:GetObject, or a pattern such as 's3:Get*'
  key       aws:SourceIp, s3:prefix
  operator  StringNotLike, ForAllValues:StringEqualsIfExists
  resource  a type such as s3:bucket, or an ARN

Without one of these words, NAME is looked up as each of them, and the first that is known is described.
`;

export function runDescribe(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: "string", default: "text" }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    io.out.text(HELP);
    return Promise.resolve(EXIT.clean);
  }
  const kind = DESCRIBED_KINDS.find((one) => one === positionals[0]);
  const [name, ...rest] = kind === undefined ? positionals : positionals.slice(1);
  if (name === undefined || name === "" || rest.length > 0) {
    return unusable(io, "write what to describe, as in 'describe s3:GetObject' or 'describe key aws:SourceIp'.");
  }
  if (values.format !== "text" && values.format !== "json") return unusable(io, "--format is text or json.");
  const description = io.service().describe(kind, name);
  if (!description.known) return unusable(io, description.problem);
  const words = toPlainText(description.passage);
  if (values.format === "text") io.out.text(words);
  else io.out.json({ ...description.facts, words });
  return Promise.resolve(EXIT.clean);
}

function unusable(io: CommandIo, problem: string): Promise<number> {
  io.err.line(`iam-verdict describe: ${problem}`);
  return Promise.resolve(EXIT.unusable);
}
