/** `iam-verdict read-denial`: AccessDenied messages into fields. */
import { parseArgs } from "node:util";
import { denialAnswer } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { answerJsonLines } from "./json-lines.ts";

const HELP = `Usage: iam-verdict read-denial [--text]

Reads the fields out of AccessDenied messages: principal, action, resource, the kind of policy that denied, and more.
Input is JSON Lines {"id","text"} on standard input, one line of output for each.

  --text   the whole of standard input is one message
`;

export async function runReadDenial(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { text: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    io.out.text(HELP);
    return 0;
  }
  if (!values.text) return answerJsonLines(io, ({ text }) => read(textOf(text), io));
  let text = "";
  for await (const chunk of io.stdin) text += chunk;
  io.out.json(read(text, io));
  return 0;
}

function read(text: string, io: CommandIo): object {
  return denialAnswer(io.service().readDenial(text));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error('the row needs "text": the message, as a string');
  return value;
}
