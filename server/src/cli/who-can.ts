/** `iam-verdict who-can`: the statements below a folder that allow or deny an action. */
import { parseArgs } from "node:util";
import { resultOf } from "../service/index.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { EMPTY_CONFIG, WORKSPACE_FILE } from "../workspace/config.ts";
import { type CommandIo } from "./command-io.ts";
import { EXIT } from "./exit-codes.ts";
import { noticeNothingFound, readWorkspace } from "./read-workspace.ts";

const HELP = `Usage: iam-verdict who-can ACTION [ARN] [--workspace DIR]

Lists every statement below DIR that allows or denies the action, on the resource if one is named.

  --workspace DIR   the folder with the policies (.gitignore is honoured, ${WORKSPACE_FILE} is read);
                    default the current folder

Exit codes: 0 there is an answer, 2 the input or the arguments could not be used.
`;

export async function runWhoCan(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      workspace: { type: "string", short: "w", default: "." },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    io.out.text(HELP);
    return EXIT.clean;
  }
  const question = positionals.join(" ");
  const service = io.service();
  // What is wrong with the question is said before anything is read.
  const ofNothing = resultOf(service.whoCan(question, resultOf(service.readWorkspace([], EMPTY_CONFIG, []))));
  if ("problem" in ofNothing) throw new Error(phraseToMessage(ofNothing.problem));
  const workspace = await readWorkspace("who-can", values.workspace, io);
  noticeNothingFound("who-can", workspace, values.workspace, io);
  const found = resultOf(service.whoCan(question, workspace));
  if ("problem" in found) throw new Error(phraseToMessage(found.problem));
  io.out.text(found.text);
  return EXIT.clean;
}
