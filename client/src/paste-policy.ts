/** A policy's JSON that is pasted into Terraform or a template: the block of that file in its place. */
import {
  type DataTransfer,
  type Disposable,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  l10n,
  languages,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { PASTE_POLICY, type PastePolicyParams, type PastePolicyResult } from "../../server/src/lsp/protocol.ts";
import { POLICY_DOCUMENTS } from "./policy-languages.ts";
import { looksLikePolicy } from "./policy-shape.ts";

const TEXT = "text/plain";
const JSON_LANGUAGES: readonly string[] = ["json", "jsonc", "iam-policy"];

/** Whatever is no policy is not even sent to the server, and is pasted as ever. */
export function registerPastePolicy(client: BaseLanguageClient): Disposable {
  const kind = DocumentDropOrPasteEditKind.Text.append("iamPolicy");
  const others = POLICY_DOCUMENTS.filter(({ language }) => !JSON_LANGUAGES.includes(language));
  return languages.registerDocumentPasteEditProvider(
    others,
    {
      async provideDocumentPasteEdits(document, ranges, transfer, _context, token) {
        const [only, ...more] = ranges;
        const text = await textOf(transfer);
        if (only?.isEmpty !== true || more.length > 0 || text === undefined || !looksLikePolicy(text)) return undefined;
        const { line, character } = only.start;
        const params: PastePolicyParams = { uri: document.uri.toString(), position: { line, character }, text };
        const edit = await client.sendRequest<PastePolicyResult>(PASTE_POLICY, params, token);
        return edit === null ? undefined : [toPasteEdit(document, edit, kind)];
      },
    },
    { providedPasteEditKinds: [kind], pasteMimeTypes: [TEXT] },
  );
}

function textOf(transfer: DataTransfer): Thenable<string | undefined> {
  return transfer.get(TEXT)?.asString() ?? Promise.resolve(undefined);
}

/** As an edit of its own: what a paste inserts is indented once more. */
function toPasteEdit(
  { uri }: TextDocument,
  { range: { start, end }, newText }: NonNullable<PastePolicyResult>,
  kind: DocumentDropOrPasteEditKind,
): DocumentPasteEdit {
  const pasted = new DocumentPasteEdit("", l10n.t("Paste the IAM Policy in the Syntax of This File"), kind);
  pasted.additionalEdit = new WorkspaceEdit();
  pasted.additionalEdit.replace(uri, new Range(start.line, start.character, end.line, end.character), newText);
  return pasted;
}
