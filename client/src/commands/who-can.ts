/** "IAM Verdict: Who Can …?": an action, and an ARN if one is meant; the answer is a text whose places are links. */
import {
  commands,
  type Disposable,
  l10n,
  languages,
  ProgressLocation,
  type QuickPickItem,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { answerOf } from "../answer-of-box.ts";
import {
  WHO_CAN,
  WHO_CAN_OPTIONS,
  type WhoCanOptionView,
  type WhoCanResult,
} from "../../../server/src/lsp/protocol.ts";
import { EXPLANATION_LANGUAGE } from "../explanation-documents.ts";
import { type ExplanationRoom } from "../explanation-room.ts";

export const WHO_CAN_COMMAND = "iamVerdict.whoCan";

/** What key bindings and other extensions may pass. */
export interface WhoCanArguments {
  /** `s3:GetObject arn:aws:s3:::bucket/key`: nothing is asked then. */
  readonly question?: string;
}

export function registerWhoCan({ client, documents }: Pick<ExplanationRoom, "client" | "documents">): Disposable {
  return commands.registerCommand(WHO_CAN_COMMAND, async (passed?: WhoCanArguments) => {
    const question = typeof passed?.question === "string" ? passed.question : await askForQuestion(client);
    if (question === undefined || question.trim() === "") return undefined;
    const result = await ask(client, question);
    if (result === undefined) return undefined;
    if (result.problem !== undefined) {
      void window.showWarningMessage(result.problem);
      return { problem: result.problem };
    }
    const document = await workspace.openTextDocument(documents.add(result));
    await languages.setTextDocumentLanguage(document, EXPLANATION_LANGUAGE);
    await window.showTextDocument(document, { preview: false });
    return { summary: result.summary, uri: document.uri.toString() };
  });
}

async function ask(client: BaseLanguageClient, question: string): Promise<WhoCanResult | undefined> {
  try {
    return await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t("Reading the policies of this workspace…"),
        cancellable: true,
      },
      (_progress, token) => client.sendRequest<WhoCanResult>(WHO_CAN, { question }, token),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t("The policies could not be searched: {0}", reason));
    return undefined;
  }
}

/** What is typed can be taken as it is; below it stand the actions and resources that it may become. */
function askForQuestion(client: BaseLanguageClient): Promise<string | undefined> {
  const box = window.createQuickPick();
  box.title = l10n.t("Who Can …?");
  box.placeholder = l10n.t("s3:GetObject arn:aws:s3:::bucket/key (without an ARN: any resource)");
  let newest = 0;
  const offer = async (typed: string): Promise<void> => {
    const own = ++newest;
    const options = await client
      .sendRequest<readonly WhoCanOptionView[]>(WHO_CAN_OPTIONS, { question: typed })
      .catch(() => []);
    if (own === newest) box.items = itemsFor(typed.trim(), options);
  };
  box.onDidChangeValue((typed) => void offer(typed));
  return answerOf(box, () => (box.selectedItems[0]?.label ?? box.value).trim());
}

/** The box would leave out what does not begin as is typed. */
function itemsFor(typed: string, options: readonly WhoCanOptionView[]): readonly QuickPickItem[] {
  const others = options.filter(({ label }) => label !== typed);
  const own = typed === "" ? [] : [{ label: typed, description: l10n.t("as typed"), alwaysShow: true }];
  return [...own, ...others.map(({ label, detail }) => ({ label, description: detail, alwaysShow: true }))];
}
