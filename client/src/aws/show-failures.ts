/** What AWS did not answer: one message for one cause, never a modal one; the SDK's words are in the log. */
import { commands, env, window } from "vscode";
import { type Failure } from "../../../server/src/aws/index.ts";
import { READ_DENIAL, type ReadDenialParams, type ReadDenialResult } from "../../../server/src/lsp/protocol.ts";
import { AWS_COMMANDS } from "../commands/ask-aws.ts";
import { type AwsDesk } from "./aws-desk.ts";

const COPY = "Copy the Command";
const CHOOSE = "Choose a Profile";
const LOG = "Show the Log";

/** `kept` says what there is all the same. Returns what was said, without waiting for a button. */
export async function showFailures(desk: AwsDesk, failures: readonly Failure[], kept?: string): Promise<string> {
  const shown = desk.aws.distinct(failures);
  const sentences = await Promise.all(shown.map((failure) => sentenceOf(desk, failure)));
  const text = [...sentences, ...(kept === undefined ? [] : [kept])].join(" ");
  // Who cancelled knows it.
  if (shown.every(({ cause }) => cause === "cancelled") && kept === undefined) return text;
  const command = shown.find((failure) => failure.command !== undefined)?.command;
  const isOfProfile = shown.some(({ cause }) => OF_PROFILE.has(cause));
  const buttons = [...(command === undefined ? [] : [COPY]), ...(isOfProfile ? [CHOOSE] : []), LOG];
  void window.showWarningMessage(text, ...buttons).then(async (pressed) => {
    if (pressed === COPY) await env.clipboard.writeText(command ?? "");
    if (pressed === CHOOSE) await commands.executeCommand(AWS_COMMANDS.chooseProfile);
    if (pressed === LOG) desk.log.show();
  });
  return text;
}

const OF_PROFILE: ReadonlySet<Failure["cause"]> = new Set([
  ...(["no-credentials", "no-such-profile", "credentials-rejected", "expired", "needs-mfa"] as const),
  ...(["process-failed", "other-account", "not-management-account"] as const),
]);

async function sentenceOf(desk: AwsDesk, failure: Failure): Promise<string> {
  const { sentence, next, cause } = failure;
  const missing = cause === "denied" ? await missingPermission(desk, failure) : undefined;
  return missing === undefined
    ? `${sentence} ${next}`
    : `${sentence} The permission that is missing: ${missing}. ${next}`;
}

/** As our own reader takes it from AWS's words; what they do not say is what was called. */
async function missingPermission({ room, log }: AwsDesk, { message, call }: Failure): Promise<string | undefined> {
  if (message === undefined) return call;
  log.info(`AWS says: ${message}`);
  const params: ReadDenialParams = { message };
  const { denials } = await room.client.sendRequest<ReadDenialResult>(READ_DENIAL, params);
  return denials[0]?.action ?? call;
}
