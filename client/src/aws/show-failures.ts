/** What AWS did not answer: one message for one cause, never a modal one; the SDK's words are in the log. */
import { commands, env, window } from "vscode";
import { type Failure, type MissingPermission } from "../../../server/src/aws/index.ts";
import { READ_DENIAL, type ReadDenialParams, type ReadDenialResult } from "../../../server/src/lsp/protocol.ts";
import { AWS_COMMANDS } from "../commands/ask-aws.ts";
import { type AwsDesk } from "./aws-desk.ts";

/** `kept` says what there is all the same. Returns what was said, without waiting for a button. */
export async function showFailures(desk: AwsDesk, failures: readonly Failure[], kept?: string): Promise<string> {
  const shown = desk.aws.distinct(failures);
  const missing = await Promise.all(shown.map((failure) => missingOf(desk, failure)));
  const sentences = shown.map((failure, at) => sentenceOf(desk, failure, missing[at]));
  const text = [...sentences, ...(kept === undefined ? [] : [kept])].join(" ");
  // Who cancelled knows it.
  if (shown.every(({ cause }) => cause === "cancelled") && kept === undefined) return text;
  const command = shown.find((failure) => failure.command !== undefined)?.command;
  const policy = missing.find((one) => one?.policy !== undefined)?.policy;
  const isOfProfile = shown.some(({ cause }) => OF_PROFILE.has(cause));
  const buttons: readonly (readonly [label: string, run: () => unknown])[] = [
    ...(command === undefined ? [] : [["Copy the Command", () => env.clipboard.writeText(command)] as const]),
    ...(policy === undefined ? [] : [["Copy the Policy", () => env.clipboard.writeText(policy)] as const]),
    ...(isOfProfile ? [["Choose a Profile", () => commands.executeCommand(AWS_COMMANDS.chooseProfile)] as const] : []),
    [
      "Show the Log",
      () => {
        desk.log.show();
      },
    ],
  ];
  void window.showWarningMessage(text, ...buttons.map(([label]) => label)).then(async (pressed) => {
    await buttons.find(([label]) => label === pressed)?.[1]();
  });
  return text;
}

const OF_PROFILE: ReadonlySet<Failure["cause"]> = new Set([
  ...(["no-credentials", "no-such-profile", "credentials-rejected", "expired", "needs-mfa"] as const),
  ...(["half-credentials", "slow-credentials", "sso-expired", "login-expired", "process-failed"] as const),
  ...(["other-account", "not-management-account"] as const),
]);

function sentenceOf({ aws }: AwsDesk, failure: Failure, missing: MissingPermission | undefined): string {
  const { sentence, next, printed, lacking } = failure;
  const kept = aws.keptInWords(failure);
  return [
    sentence,
    ...(printed === undefined ? [] : [`It says: ${printed}`]),
    ...(kept === undefined ? [] : [kept]),
    ...(lacking === undefined ? [] : [`So these are missing: ${lacking.join(", ")}.`]),
    ...(missing === undefined ? [next] : [`Missing permission: ${missing.action}. ${missing.without} ${missing.next}`]),
  ].join(" ");
}

/** As our own reader takes it from AWS's words; what they do not say is what was called. */
async function missingOf({ aws, room, log }: AwsDesk, failure: Failure): Promise<MissingPermission | undefined> {
  const { cause, message } = failure;
  if (cause !== "denied") return undefined;
  if (message === undefined) return aws.missingPermission(failure, undefined);
  log.info(`AWS says: ${message}`);
  const params: ReadDenialParams = { message };
  const { denials } = await room.client.sendRequest<ReadDenialResult>(READ_DENIAL, params);
  return aws.missingPermission(failure, denials[0]);
}
