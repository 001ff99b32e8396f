/** One command that asks AWS: whose credentials, in which Region, with progress that can be cancelled. */
import { type CancellationToken, ProgressLocation, window, workspace } from "vscode";
import { type Region, type Session } from "../../../server/src/aws/index.ts";
import { type AwsDesk } from "./aws-desk.ts";
import { askForMissingRegion, type ChosenProfile, chosenProfile } from "./choose-profile.ts";

export interface Question<Result> {
  /** What is asked, for the progress: `Who am I?`. */
  readonly title: string;
  /** What a key binding or another extension passed. */
  readonly passed: unknown;
  /** A Region that the message or an ARN names. */
  readonly region?: string | undefined;
  /** The answer is of one Region, so that none may be assumed. */
  readonly isRegional: boolean;
  readonly ask: (session: Session) => Promise<Result>;
}

/** Undefined if nothing was asked: a choice was cancelled, or a setting is wrong, which is said. */
export async function askAws<Result>(desk: AwsDesk, question: Question<Result>): Promise<Result | undefined> {
  const chosen = await chosenProfile(desk, question.passed);
  if (chosen === undefined) return undefined;
  try {
    return await askAs(chosen, desk, question);
  } catch (error) {
    if (!isOfSettings(error)) throw error;
    void window.showWarningMessage(error.message);
    return undefined;
  }
}

/** As the calls name it: the sentence of such an error is for the user. */
function isOfSettings(error: unknown): error is Error {
  return error instanceof Error && error.name === "SettingProblem";
}

async function askAs<Result>(
  chosen: ChosenProfile,
  desk: AwsDesk,
  question: Question<Result>,
): Promise<Result | undefined> {
  const cancel = new AbortController();
  const session = await openSession(desk, chosen, question, cancel.signal);
  if (session === undefined) return undefined;
  const title = `Asking AWS (${session.profile ?? "the environment's credentials"}): ${question.title}`;
  const location = ProgressLocation.Notification;
  return window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
    endWith(token, cancel);
    try {
      return await question.ask(session);
    } finally {
      session.close();
    }
  });
}

function endWith(token: CancellationToken, cancel: AbortController): void {
  token.onCancellationRequested(() => {
    cancel.abort();
  });
}

/** Made anew for each command: credentials may have been renewed outside. */
async function openSession<Result>(
  desk: AwsDesk,
  { profile, region: said }: ChosenProfile,
  { region: ofMessage, isRegional }: Question<Result>,
  cancel: AbortSignal,
): Promise<Session | undefined> {
  const open = (region: Region | undefined): Promise<Session> => {
    const log = (words: string): void => {
      desk.log.info(words);
    };
    return desk.aws.openSession({ profile, region, cancel, proxy: proxyOfSettings(), log });
  };
  const session = await open(ofMessage === undefined ? said : { name: ofMessage, from: "message" });
  if (!isRegional || session.region.from !== "assumed") return session;
  const region = await askForMissingRegion(desk);
  return region === undefined ? undefined : open(region);
}

/** Only what the user said for all workspaces: no folder that is opened leads these calls elsewhere. */
function proxyOfSettings(): { readonly url: string; readonly excepted: readonly string[] } | undefined {
  const http = workspace.getConfiguration("http");
  if (http.inspect<string>("proxySupport")?.globalValue === "off") return undefined;
  const url = http.inspect<string>("proxy")?.globalValue ?? "";
  return { url, excepted: http.inspect<readonly string[]>("noProxy")?.globalValue ?? [] };
}
