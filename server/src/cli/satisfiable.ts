/** `iam-verdict satisfiable`: statements in, proofs that nothing matches them or requests that do out, as JSON Lines. */
import { parseArgs } from "node:util";
import { proofAnswer } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { answerJsonLines } from "./json-lines.ts";
import { EXIT } from "./main.ts";

const HELP = `Usage: iam-verdict satisfiable < STATEMENTS.jsonl

One JSON object a line on standard input, one answer a line on standard output:
  {"id","statement":{…},"version"?,"kind"?,"catalog"?,"names"?,"facts"?}

version  the policy's Version; without it, or with 2008-10-17, variables are literal text
kind     identity (default), resource, trust, scp, rcp, boundary, session, vpc-endpoint, unknown
catalog  false: use logic alone, and think every action, ARN and context key possible
names    what a name in a resource type's ARN may hold: lenient (default) or strict
facts    false: think every context key independent of the others and of the action
`;

export async function runSatisfiable(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: "boolean", short: "h", default: false } } });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  return answerJsonLines(io, (row) => proofAnswer(io.service().prove(row)));
}
