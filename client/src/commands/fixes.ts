/** "IAM Verdict: Preview Fix" and "Apply Fix": from the panel, the preview's own title, or the palette. */
import { commands, Disposable, l10n, Uri, window } from "vscode";
import { type ExplanationRoom } from "../explanation-room.ts";
import { type FixPlace } from "../fixes.ts";

export const PREVIEW_FIX_COMMAND = "iamVerdict.previewFix";
export const APPLY_FIX_COMMAND = "iamVerdict.applyFix";

export function registerFixes(room: ExplanationRoom): Disposable {
  const { fixes, panel } = room;
  return Disposable.from(
    commands.registerCommand(PREVIEW_FIX_COMMAND, async (passed?: unknown) => {
      const place = placeIn(passed) ?? (await askWhichFix(room));
      return place === undefined ? undefined : fixes.preview(place, panel.fileColumn);
    }),
    commands.registerCommand(APPLY_FIX_COMMAND, async (passed?: unknown) => {
      const place =
        passed instanceof Uri ? placeOfPreview(room, passed) : (placeIn(passed) ?? (await askWhichFix(room)));
      return place === undefined ? undefined : fixes.apply(place, panel.fileColumn);
    }),
  );
}

function placeIn(passed: unknown): FixPlace | undefined {
  if (typeof passed !== "object" || passed === null || !("denial" in passed) || !("fix" in passed)) return undefined;
  const { denial, fix } = passed;
  return typeof denial === "number" && typeof fix === "number" ? { denial, fix } : undefined;
}

function placeOfPreview({ fixes }: ExplanationRoom, uri: Uri): FixPlace | undefined {
  const place = fixes.placeOfPreview(uri);
  if (place === undefined) {
    void window.showWarningMessage(
      l10n.t("The explanation has changed since this preview was made. Preview the fix again."),
    );
  }
  return place;
}

async function askWhichFix({ explanation }: ExplanationRoom): Promise<FixPlace | undefined> {
  const denials = explanation.current?.result.denials ?? [];
  const items = denials.flatMap((view, denial) =>
    view.fixes.flatMap(({ title, edits, preview }, fix) => {
      const label = title.map(({ text }) => text).join("");
      const detail = preview.map((one) => one.label).join(", ");
      return edits.length === 0 ? [] : [{ label, detail, place: { denial, fix } }];
    }),
  );
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t("The explanation has no fix that edits a file. See its next steps."));
    return undefined;
  }
  const picked = await window.showQuickPick(items, { title: l10n.t("Fix"), placeHolder: l10n.t("Which fix?") });
  return picked?.place;
}
