/** `iam-verdict satisfiable`: statements in, proofs that nothing matches them or requests that do out, as JSON Lines. */
import { parseArgs } from "node:util";
import { proofAnswer, STATEMENT_ROW } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { answerJsonLines, ONE_LINE_EACH } from "./json-lines.ts";
import { EXIT } from "./exit-codes.ts";

const HELP = `Usage: iam-verdict satisfiable < STATEMENTS.jsonl

Reads one JSON object per line from standard input, and prints one answer per line:
  {"id","statement":{…},"version"?,"kind"?,"catalog"?,"names"?,"facts"?}

version  the policy's Version; without it, or with 2008-10-17, variables are literal text
kind     identity (default), resource, trust, scp, rcp, boundary, session, vpc-endpoint, unknown
catalog  false: use logic alone, and treat every action, ARN and context key as possible
names    what a name in a resource type's ARN may contain: lenient (default) or strict (no / or :)
facts    false: treat every context key as independent of the others and of the action

A row of which copies can be filled in:
  ${STATEMENT_ROW}

Exit codes: 0 every line was answered, 2 a line or the input could not be used.
`;

export async function runSatisfiable(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: "boolean", short: "h", default: false } } });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  return answerJsonLines(io, { command: "satisfiable", otherwise: ONE_LINE_EACH }, (row) =>
    proofAnswer(io.service().prove(row)),
  );
}
