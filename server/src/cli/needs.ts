/** `iam-verdict needs`: the permissions of an API operation or a command, as a policy. */
import { parseArgs } from "node:util";
import { phraseToMessage } from "../wording/message-text.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";

const HELP = `Usage: iam-verdict needs OPERATION
       iam-verdict needs 'COMMAND'

Prints a policy that allows an API operation (HeadObject, lambda:Invoke) or a command of the AWS CLI
('aws s3 sync . s3://bucket', 'ecr get-login-password'). Put a command in quotes, so that its options are not read as
options of needs. Names in the command are filled into the ARNs; fill in the others, which stand in <…>. Standard error
says what is needed and where AWS says so. Exits with 2 if it is not known.
`;

export function runNeeds(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    io.out.text(HELP);
    return Promise.resolve(EXIT.clean);
  }
  const needed = io.service().neededPermissions(positionals.join(" "));
  if ("problem" in needed) throw new Error(phraseToMessage(needed.problem));
  const { policy, summary, notes } = needed;
  io.out.text(policy);
  for (const said of [summary, ...notes]) io.err.line(phraseToMessage(said));
  return Promise.resolve(EXIT.clean);
}
