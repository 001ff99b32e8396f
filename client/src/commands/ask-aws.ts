/** "IAM Verdict: AWS: …": what they do is in a bundle of its own, which the first of them loads. */
import { commands, Disposable, type ExtensionContext, l10n, window } from "vscode";
import { type ExplanationRoom } from "../explanation-room.ts";

export const AWS_COMMANDS = {
  chooseProfile: "iamVerdict.awsChooseProfile",
  whoAmI: "iamVerdict.awsWhoAmI",
  decode: "iamVerdict.awsDecodeMessage",
  fetchPolicies: "iamVerdict.awsFetchPolicies",
  askSimulator: "iamVerdict.awsAskSimulator",
  recentDenials: "iamVerdict.awsRecentDenials",
  checkPolicy: "iamVerdict.awsCheckPolicy",
  forgetFetched: "iamVerdict.awsForgetFetched",
} as const;

/** What key bindings and other extensions pass may be anything. */
export type AwsCommands = Readonly<Record<keyof typeof AWS_COMMANDS, (passed: unknown) => Promise<unknown>>>;

export interface AwsHost {
  readonly room: ExplanationRoom;
  readonly context: Pick<ExtensionContext, "workspaceState" | "globalState" | "subscriptions">;
}

export type LoadAws = (host: AwsHost) => AwsCommands;

/** `load` is undefined where there is no Node: in a browser nothing can be signed with the credentials of this machine. */
export function registerAwsCommands(host: AwsHost, load: LoadAws | undefined): Disposable {
  let loaded: AwsCommands | undefined;
  const run = async (name: keyof typeof AWS_COMMANDS, passed: unknown): Promise<unknown> => {
    if (load === undefined) {
      void window.showInformationMessage(
        l10n.t(
          "VS Code in a browser cannot send requests to AWS. Open the folder in VS Code on a computer, in a container or over SSH.",
        ),
      );
      return undefined;
    }
    loaded ??= load(host);
    return loaded[name](passed);
  };
  const names = Object.keys(AWS_COMMANDS) as (keyof typeof AWS_COMMANDS)[];
  return Disposable.from(
    ...names.map((name) => commands.registerCommand(AWS_COMMANDS[name], (passed: unknown) => run(name, passed))),
  );
}
