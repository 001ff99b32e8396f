/** Previewing and making the fixes that an explanation offers. */
import {
  commands,
  Disposable,
  EventEmitter,
  l10n,
  Position,
  Range,
  TabInputTextDiff,
  type TextDocumentContentProvider,
  Uri,
  type ViewColumn,
  window,
  workspace,
} from "vscode";
import { type FixView } from "../../server/src/lsp/protocol.ts";
import { type CurrentExplanation, type ExplainedMessage } from "./current-explanation.ts";
import { FETCHED_SCHEME } from "./fetched-files.ts";
import { editedText, type FixedFile, fixedFiles, workspaceEditOf } from "./fix-edits.ts";

/** Which fix: of which denial, and which of its fixes. Both count from 0. */
export interface FixPlace {
  readonly denial: number;
  readonly fix: number;
}

export type FixOutcome = "previewed" | "applied" | "files-changed" | "not-offered" | "not-applied" | "only-a-copy";

export interface Fixes {
  readonly registrations: Disposable;
  /** Shows each file beside its edited text. */
  preview(place: FixPlace, column: ViewColumn): Promise<FixOutcome>;
  /** Makes the edits, explains again, and shows what was edited; of a copy in memory it shows what to change. */
  apply(place: FixPlace, column: ViewColumn): Promise<FixOutcome>;
  /** The fix that a preview shows, while the explanation is still the one that it was made from. */
  placeOfPreview(uri: Uri): FixPlace | undefined;
}

export const FIX_PREVIEW_SCHEME = "iam-verdict-fix";

interface Preview {
  readonly text: string;
  readonly place: FixPlace;
  readonly explanation: ExplainedMessage;
}

/** More previews than this are not open at once; an older one says that it is over. */
const KEPT = 10;

// eslint-disable-next-line max-lines-per-function -- its functions share the previews that are kept
export function createFixes(explanation: CurrentExplanation): Fixes {
  const previews = new Map<string, Preview>();
  const changed = new EventEmitter<Uri>();
  let count = 0;

  const content: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => previews.get(uri.toString())?.text ?? "",
  };

  const previewUri = ({ uri }: FixedFile): Uri =>
    Uri.from({ scheme: FIX_PREVIEW_SCHEME, path: uri.path, query: String(++count) });

  const keep = (file: FixedFile, place: FixPlace, current: ExplainedMessage): Uri => {
    const uri = previewUri(file);
    previews.set(uri.toString(), { text: editedText(file), place, explanation: current });
    const oldest = previews.keys().next();
    if (previews.size > KEPT && oldest.done !== true) previews.delete(oldest.value);
    return uri;
  };

  /** The files that the fix changes, or why there are none; of files that changed the user is told. */
  const ready = async (place: FixPlace): Promise<Ready | "files-changed" | "not-offered"> => {
    const { current } = explanation;
    const fix = current?.result.denials[place.denial]?.fixes[place.fix];
    if (current === undefined || fix === undefined || fix.edits.length === 0) return "not-offered";
    const files = await fixedFiles(fix, current.result);
    if (files !== undefined) return { current, fix, files };
    const notice = l10n.t(
      "A file has changed since the denial was explained, so the fix was not applied. Here is the new explanation.",
    );
    await explanation.explainAgain({ notice });
    void window.showWarningMessage(notice);
    return "files-changed";
  };

  const show = async ({ current, files }: Ready, place: FixPlace, viewColumn: ViewColumn): Promise<void> => {
    for (const file of files) {
      const title = l10n.t("{0} (Fix Preview)", file.path.slice(file.path.lastIndexOf("/") + 1));
      const edited = keep(file, place, current);
      const options = { viewColumn, preview: files.length === 1 };
      // Beside a file that is to be made stands nothing: a preview that nothing was kept for.
      const now = file.document?.uri ?? previewUri(file);
      await commands.executeCommand("vscode.diff", now, edited, title, options);
    }
  };

  return {
    registrations: Disposable.from(changed, workspace.registerTextDocumentContentProvider(FIX_PREVIEW_SCHEME, content)),
    async preview(place, viewColumn) {
      const found = await ready(place);
      if (typeof found === "string") return found;
      await show(found, place, viewColumn);
      return "previewed";
    },
    async apply(place, viewColumn) {
      const found = await ready(place);
      if (typeof found === "string") return found;
      const { fix, files } = found;
      if (files.some(({ uri }) => uri.scheme === FETCHED_SCHEME)) {
        await show(found, place, viewColumn);
        void window.showInformationMessage(
          l10n.t(
            "This policy is a copy of what AWS has and cannot be edited here. Make the change from the preview where the policy is managed.",
          ),
        );
        return "only-a-copy";
      }
      if (!(await workspace.applyEdit(workspaceEditOf(files)))) {
        void window.showErrorMessage(
          l10n.t("The fix could not be applied because a file is read-only. Make the file writable, then try again."),
        );
        return "not-applied";
      }
      await closePreviews();
      await showEdited(files, viewColumn);
      if (!fix.isOfPolicy) {
        const paths = files.map(({ path }) => path).join(", ");
        await explanation.explainAgain({ notice: l10n.t("Written to {0}. The explanation now uses it.", paths) });
        return "applied";
      }
      const done = { denial: place.denial, title: fix.done, files: files.map(({ path }) => path) };
      await explanation.explainAgain({ done });
      return "applied";
    },
    placeOfPreview(uri) {
      const preview = previews.get(uri.toString());
      return preview !== undefined && preview.explanation === explanation.current ? preview.place : undefined;
    },
  };
}

interface Ready {
  readonly current: ExplainedMessage;
  readonly fix: FixView;
  readonly files: readonly FixedFile[];
}

/** What a preview compared is now the same on both sides. */
async function closePreviews(): Promise<void> {
  const tabs = window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === FIX_PREVIEW_SCHEME);
  if (tabs.length > 0) await window.tabGroups.close(tabs, true);
}

/** The cursor goes to the start of the first edited line: to the edit itself, a long line would have to scroll. */
async function showEdited(files: readonly FixedFile[], viewColumn: ViewColumn): Promise<void> {
  for (const { uri, document: before, edits } of files) {
    const document = before ?? (await workspace.openTextDocument(uri));
    const line = document.lineAt(edits[0]?.range.start.line ?? 0);
    const start = new Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex);
    const selection = new Range(start, start);
    await window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: false, selection });
  }
}
