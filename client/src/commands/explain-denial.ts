/** "IAM Verdict: Explain AccessDenied": takes a message, asks the server, shows the result beside the statement. */
import {
  commands,
  type Disposable,
  env,
  languages,
  ProgressLocation,
  Range,
  Selection,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import {
  EXPLAIN_DENIAL,
  type ExplainDenialParams,
  type ExplainDenialResult,
  type StatementLink,
} from "../../../server/src/lsp/protocol.ts";
import { EXPLANATION_LANGUAGE, type ExplanationDocuments } from "../explanation-documents.ts";

export const EXPLAIN_DENIAL_COMMAND = "iamVerdict.explainDenial";

/** What key bindings and other extensions may pass. */
export interface ExplainDenialArguments {
  readonly text?: string;
  readonly facts?: Readonly<Record<string, string>>;
}

/** An input box is no place for a whole log: of a longer offer only the start is shown, yet all of it is explained. */
const LONGEST_OFFER = 2_000;

export function registerExplainDenial(client: BaseLanguageClient, explanations: ExplanationDocuments): Disposable {
  return commands.registerCommand(EXPLAIN_DENIAL_COMMAND, async (passed?: ExplainDenialArguments) => {
    const message = typeof passed?.text === "string" ? passed.text : await askForMessage();
    if (message === undefined || message.trim() === "") return undefined;
    const result = await explain(client, { message, facts: passed?.facts ?? {} });
    if (result === undefined) return undefined;
    const uri = explanations.add(result);
    await show(uri, result.culprits > 0 ? result.links[0] : undefined);
    return { uri: uri.toString(), verdict: result.verdict, summary: result.summary };
  });
}

async function askForMessage(): Promise<string | undefined> {
  const offer = await messageAtHand();
  const shown = offer?.slice(0, LONGEST_OFFER) ?? "";
  const typed = await window.showInputBox({
    title: "Explain AccessDenied",
    prompt: "The message is read on this machine and sent nowhere.",
    placeHolder: "Paste the AccessDenied message, a CloudTrail event or a log line",
    value: shown,
    ignoreFocusOut: true,
  });
  // The box drops line breaks, so an offer taken as it stands comes back without them; the offer itself is meant.
  const taken = typed !== undefined && offer !== undefined && withoutSpace(typed) === withoutSpace(shown);
  return taken ? offer : typed;
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

/** The selection, or else a clipboard that looks like a denial. */
async function messageAtHand(): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim();
  if (selected !== undefined && selected !== "") return selected;
  const clipboard = (await env.clipboard.readText()).trim();
  return /not authorized|access ?denied|explicit deny|unauthorized|forbidden/i.test(clipboard) ? clipboard : undefined;
}

async function explain(
  client: BaseLanguageClient,
  params: ExplainDenialParams,
): Promise<ExplainDenialResult | undefined> {
  try {
    return await window.withProgress(
      { location: ProgressLocation.Notification, title: "Reading the policies of this workspace…", cancellable: true },
      (_progress, token) => client.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, params, token),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`The message could not be explained: ${reason}`);
    return undefined;
  }
}

/** The statement at fault on the left, selected; the explanation beside it. */
async function show(explanation: Uri, culprit: StatementLink | undefined): Promise<void> {
  if (culprit !== undefined) {
    const { start, end } = culprit.range;
    const range = new Range(start.line, start.character, end.line, end.character);
    const editor = await window.showTextDocument(Uri.parse(culprit.uri), {
      viewColumn: ViewColumn.One,
      preview: true,
      preserveFocus: true,
    });
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range);
  }
  const document = await workspace.openTextDocument(explanation);
  await window.showTextDocument(await languages.setTextDocumentLanguage(document, EXPLANATION_LANGUAGE), {
    viewColumn: culprit === undefined ? ViewColumn.Active : ViewColumn.Beside,
    preview: false,
  });
}
