/** `iam-verdict evaluate`: requests and policies in, decisions with their traces out, as JSON Lines. */
import { parseArgs } from "node:util";
import { EVALUATION_ROW, evaluationAnswer } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { answerJsonLines, ONE_LINE_EACH } from "./json-lines.ts";
import { EXIT } from "./exit-codes.ts";

const HELP = `Usage: iam-verdict evaluate < REQUESTS.jsonl

Reads one JSON object per line from standard input, and prints one answer per line:
  {"id","request":{"principal","action","resource":{"arn","accountId"},"context":{}},
   "unknownContext"?,"deriveContext"?,"identityPolicies":[{"name","policy"}],"resourcePolicy"?,
   "permissionBoundaries"?,"sessionPolicy"?,"serviceControlPolicies"?,"resourceControlPolicies"?,
   "vpcEndpointPolicies"?}

The principal is an ARN, a service such as lambda.amazonaws.com, or "*" for an anonymous caller.
unknownContext   keys that are not in the context are unknown, not absent
deriveContext    adds the keys that follow from the principal and the resource

A row of which copies can be filled in:
  ${EVALUATION_ROW}

Exit codes: 0 every line was answered, 2 a line or the input could not be used.
`;

export async function runEvaluate(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: "boolean", short: "h", default: false } } });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  return answerJsonLines(io, { command: "evaluate", otherwise: ONE_LINE_EACH }, (row) =>
    evaluationAnswer(io.service().evaluate(row)),
  );
}
