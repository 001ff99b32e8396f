/** The commands that ask AWS, as a bundle of their own. */
import { createRequire } from "node:module";
import { window } from "vscode";
import { askSimulator } from "./aws/ask-simulator.ts";
import { type AwsRoom, type AwsDesk } from "./aws/aws-desk.ts";
import { createPolicyCheck } from "./aws/check-policy.ts";
import { chooseProfile } from "./aws/choose-profile.ts";
import { decodeMessage } from "./aws/decode-message.ts";
import { fetchPolicies } from "./aws/fetch-policies.ts";
import { forgetFetched } from "./aws/forget-fetched.ts";
import { recentDenials } from "./aws/recent-denials.ts";
import { whoAmI } from "./aws/who-am-i.ts";
import { type AwsCommands, type AwsHost } from "./commands/ask-aws.ts";

export function createAwsCommands({ room, context }: AwsHost): AwsCommands {
  const log = window.createOutputChannel("IAM Verdict: AWS", { log: true });
  const policyCheck = createPolicyCheck();
  context.subscriptions.push(log, policyCheck);
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
    askSimulator: (passed) => askSimulator(desk, passed),
    recentDenials: (passed) => recentDenials(desk, passed),
    checkPolicy: (passed) => policyCheck.run(desk, passed),
    forgetFetched: () => forgetFetched(desk),
  };
}
