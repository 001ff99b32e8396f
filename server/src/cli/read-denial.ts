/** `iam-verdict read-denial`: AccessDenied messages into fields. */
import { parseArgs } from "node:util";
import { denialAnswer } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";
import { answerJsonLines } from "./json-lines.ts";
import { givenMessage, refuseFileName } from "./message-argument.ts";

const HELP = `Usage: iam-verdict read-denial [--text] [MESSAGE]

Reads the fields out of AccessDenied messages: principal, action, resource, the kind of policy that denied, and more.
The message is the argument. Without one, standard input is JSON Lines {"id","text"}, and each line gets a line of output.

  --text   the whole of standard input is one message

Exit codes: 0 every message was read, denials or not, 2 a line or the input could not be used.
`;

export async function runReadDenial(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { text: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  if (positionals.length > 0 && positionals.join(" ") !== "-") {
    const message = givenMessage(positionals.join(" "));
    refuseFileName(message, io.cwd, "iam-verdict read-denial --text");
    io.out.json(read(message, io));
    return EXIT.clean;
  }
  if (!values.text) {
    const otherwise = "For one message as plain text, add --text.";
    return answerJsonLines(io, { command: "read-denial", otherwise }, ({ text }) => read(textOf(text), io));
  }
  let text = "";
  for await (const chunk of io.stdin) text += chunk;
  io.out.json(read(givenMessage(text), io));
  return EXIT.clean;
}

function read(text: string, io: CommandIo): object {
  return denialAnswer(io.service().readDenial(text));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error('the row needs "text": the message, as a string');
  return value;
}
