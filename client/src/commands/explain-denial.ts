/** "IAM Verdict: Explain AccessDenied": takes a message, asks the server, shows the panel beside the statement. */
import { commands, type Disposable, env, l10n, Selection, Uri, ViewColumn, window } from "vscode";
import { type StatementLink } from "../../../server/src/lsp/protocol.ts";
import { type ExplanationRoom } from "../explanation-room.ts";
import { toRange } from "../fix-edits.ts";
import { looksDenied, messageAt } from "../message-at-cursor.ts";

export const EXPLAIN_DENIAL_COMMAND = "iamVerdict.explainDenial";

/** What key bindings and other extensions may pass. */
export interface ExplainDenialArguments {
  readonly text?: string;
  readonly facts?: Readonly<Record<string, string>>;
}

/** An input box is no place for a whole log: of a longer offer only the start is shown, yet all of it is explained. */
const LONGEST_OFFER = 2_000;

export function registerExplainDenial(room: ExplanationRoom): Disposable {
  return commands.registerCommand(EXPLAIN_DENIAL_COMMAND, async (passed?: ExplainDenialArguments) => {
    const message = typeof passed?.text === "string" ? passed.text : (messageInEditor() ?? (await askForMessage()));
    if (message === undefined) return undefined;
    if (message.trim() === "") {
      void window.showInformationMessage(
        l10n.t("There is no message to explain. Copy the whole AccessDenied message, then run the command again."),
      );
      return undefined;
    }
    const facts = Object.entries(passed?.facts ?? {}).map(([key, value]) => ({ key, value }));
    const explained = await room.explanation.explain(message, facts);
    if (explained === undefined) return undefined;
    const { result } = explained;
    if (result.verdict !== "not-a-denial")
      await room.recent.add({ message, title: result.title, summary: result.summary, time: Date.now() });
    const culprit = result.culprits > 0 ? result.links[0] : undefined;
    if (culprit !== undefined && !room.panel.visible) await showStatement(culprit, ViewColumn.One, true);
    room.panel.show(ViewColumn.Beside);
    return { verdict: result.verdict, title: result.title, summary: result.summary, denials: result.denials };
  });
}

/** The statement selected, with the cursor at its start. */
export async function showStatement(
  { uri, range }: Pick<StatementLink, "uri" | "range">,
  viewColumn: ViewColumn,
  preserveFocus: boolean,
): Promise<void> {
  const { start, end } = toRange(range);
  const editor = await window.showTextDocument(Uri.parse(uri), { viewColumn, preview: true, preserveFocus });
  editor.selection = new Selection(end, start);
  editor.revealRange(editor.selection);
}

async function askForMessage(): Promise<string | undefined> {
  const offer = await messageAtHand();
  const shown = offer?.slice(0, LONGEST_OFFER) ?? "";
  const typed = await window.showInputBox({
    title: l10n.t("Explain AccessDenied"),
    prompt: l10n.t("The message stays on this machine."),
    placeHolder: l10n.t("Paste the AccessDenied message, a CloudTrail event or a log line"),
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

/** What is selected, or else what the cursor is in, if it looks like a denial: nothing is asked then. */
function messageInEditor(): string | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    const selected = document.getText(selection).trim();
    return looksDenied(selected) ? selected : undefined;
  }
  const { lineCount } = document;
  return messageAt(selection.active.line, (line) =>
    line < 0 || line >= lineCount ? undefined : document.lineAt(line).text,
  );
}

/** The selection, or else a clipboard that looks like a denial. */
async function messageAtHand(): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim();
  if (selected !== undefined && selected !== "") return selected;
  const clipboard = (await env.clipboard.readText()).trim();
  return looksDenied(clipboard) ? clipboard : undefined;
}
