/** What the commands that call AWS need beside what every subcommand has. */
import type * as AwsRoom from "../aws/index.ts";
import { type CommandIo } from "./command-io.ts";
import { type askedInMessage } from "./explain.ts";
import { type Command } from "./main.ts";

export interface AwsIo extends CommandIo {
  /** Loaded with the first call to AWS. */
  readonly aws: () => typeof AwsRoom;
  /** `iam-verdict explain`: its code is not among that which asks AWS. */
  readonly explain: Command;
  /** What a message asked for, and what the files of a folder say of it. */
  readonly askedInMessage: typeof askedInMessage;
  /** Aborted when the user ends the command. */
  readonly cancel: AbortSignal;
}
