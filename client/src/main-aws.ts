/** The commands that ask AWS, as a bundle of their own. */
import { createRequire } from "node:module";
import { window } from "vscode";
import { type AwsRoom, type AwsDesk } from "./aws/aws-desk.ts";
import { chooseProfile } from "./aws/choose-profile.ts";
import { decodeMessage } from "./aws/decode-message.ts";
import { fetchPolicies } from "./aws/fetch-policies.ts";
import { whoAmI } from "./aws/who-am-i.ts";
import { type AwsCommands, type AwsHost } from "./commands/ask-aws.ts";

export function createAwsCommands({ room, context }: AwsHost): AwsCommands {
  const log = window.createOutputChannel("IAM Verdict: AWS", { log: true });
  context.subscriptions.push(log);
  const desk: AwsDesk = {
    room,
    choices: { workspace: context.workspaceState, everywhere: context.globalState },
    log,
    aws: createRequire(__filename)("./aws.js") as AwsRoom,
  };
  return {
    chooseProfile: (passed) => chooseProfile(desk, passed),
    whoAmI: (passed) => whoAmI(desk, passed),
    decode: (passed) => decodeMessage(desk, passed),
    fetchPolicies: (passed) => fetchPolicies(desk, passed),
  };
}
