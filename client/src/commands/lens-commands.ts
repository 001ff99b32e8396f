/** What is done by a press on a lens: a request that a statement matches, and a wildcard written out. */
import { commands, Disposable, l10n, languages, type Range, Selection, Uri, window, workspace } from "vscode";
import {
  MATCHED_ACTIONS,
  MATCHING_REQUEST,
  type MatchingRequestParams,
  type MatchingRequestResult,
  type TextRange,
} from "../../../server/src/lsp/protocol.ts";
import { EXPLANATION_LANGUAGE } from "../explanation-documents.ts";
import { type ExplanationRoom } from "../explanation-room.ts";
import { toRange } from "../fix-edits.ts";
import { policyEditor } from "../policy-editor.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";

export const SHOW_MATCHING_REQUEST_COMMAND = "iamVerdict.showMatchingRequest";
export const LIST_ACTIONS_COMMAND = "iamVerdict.listActions";
export const EXPAND_WILDCARD_COMMAND = "iamVerdict.expandWildcard";

type LensRoom = Pick<ExplanationRoom, "client" | "documents">;

/** What the server says of a place, each under a title that is a file name. */
const SHOWN = {
  request: {
    method: MATCHING_REQUEST,
    title: "matching-request",
    nothing: () => l10n.t("There is no policy statement at the cursor. Put the cursor in one."),
  },
  actions: {
    method: MATCHED_ACTIONS,
    title: "actions",
    nothing: () =>
      l10n.t("There is no action at the cursor whose value this file gives. Put the cursor in one, such as s3:Get*."),
  },
} as const;

export function registerLensCommands(room: LensRoom): Disposable {
  return Disposable.from(
    commands.registerCommand(SHOW_MATCHING_REQUEST_COMMAND, (uri?: string, range?: TextRange) =>
      showText(room, placeOf(uri, range), SHOWN.request),
    ),
    commands.registerCommand(LIST_ACTIONS_COMMAND, (uri?: string, range?: TextRange) =>
      showText(room, placeOf(uri, range), SHOWN.actions),
    ),
    commands.registerCommand(EXPAND_WILDCARD_COMMAND, async (uri?: string, range?: TextRange) => {
      const place = placeOf(uri, range);
      if (place === undefined) return;
      const editor = await window.showTextDocument(Uri.parse(place.uri));
      editor.selection = new Selection(place.range.start, place.range.start);
      editor.revealRange(place.range);
      // The menu of what can be written in another way has it; a single one is made at once.
      await commands.executeCommand("editor.action.codeAction", { kind: "refactor.rewrite", apply: "ifSingle" });
    }),
  );
}

/** In a document of its own; answers its text. */
async function showText(
  { client, documents }: LensRoom,
  place: ReturnType<typeof placeOf>,
  { method, title, nothing }: (typeof SHOWN)[keyof typeof SHOWN],
): Promise<string | undefined> {
  if (place === undefined) return undefined;
  const { line, character } = place.range.start;
  const params: MatchingRequestParams = { uri: place.uri, position: { line, character } };
  const found = await client.sendRequest<MatchingRequestResult | null>(method, params);
  if (found === null) {
    void window.showInformationMessage(nothing());
    return undefined;
  }
  const { text } = found;
  const document = await workspace.openTextDocument(documents.add({ title, text, links: [] }));
  await languages.setTextDocumentLanguage(document, EXPLANATION_LANGUAGE);
  await window.showTextDocument(document, { preview: true });
  return text;
}

/** Of a lens, or else where the cursor is. */
function placeOf(
  uri: string | undefined,
  range: TextRange | undefined,
): { readonly uri: string; readonly range: Range } | undefined {
  if (typeof uri === "string" && range !== undefined) return { uri, range: toRange(range) };
  const editor = policyEditor(NEW_POLICY_COMMAND);
  return editor && { uri: editor.document.uri.toString(), range: editor.selection };
}
