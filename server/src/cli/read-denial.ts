/** `iam-verdict read-denial`: AccessDenied messages into fields. */
import { parseArgs } from "node:util";
import { denialAnswer } from "../service/index.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";
import { answerJsonLines } from "./json-lines.ts";
import { refuseFileName } from "./message-argument.ts";

const HELP = `Usage: iam-verdict read-denial [--text] [MESSAGE]

Reads the fields out of AccessDenied messages: principal, action, resource, the kind of policy that denied, and more.
The message is the argument. Without one, standard input is JSON Lines {"id","text"}, and each line gets a line of output.

  --text   the whole of standard input is one message
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
  const message = positionals.join(" ");
  if (message !== "" && message !== "-") {
    refuseFileName(message, io.cwd, "iam-verdict read-denial --text");
    io.out.json(read(message, io));
    return EXIT.clean;
  }
  if (!values.text) return readLines(io);
  let text = "";
  for await (const chunk of io.stdin) text += chunk;
  io.out.json(read(text, io));
  return EXIT.clean;
}

/** A message that was pasted as it is has no line that is JSON. */
async function readLines(io: CommandIo): Promise<number> {
  let rows = 0;
  const exitCode = await answerJsonLines(io, ({ text }) => {
    rows++;
    return read(textOf(text), io);
  });
  if (exitCode !== EXIT.clean && rows === 0)
    io.err.line(
      "iam-verdict read-denial: no line of the input is a JSON object. For one message as plain text, add --text.",
    );
  return exitCode;
}

function read(text: string, io: CommandIo): object {
  return denialAnswer(io.service().readDenial(text));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error('the row needs "text": the message, as a string');
  return value;
}
