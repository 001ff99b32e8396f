/** "IAM Verdict: Show Recent Explanations": the last messages, explained anew by the files as they are now. */
import { commands, type Disposable, l10n, type QuickInputButton, type QuickPickItem, ThemeIcon, window } from "vscode";
import { answerOf } from "../answer-of-box.ts";
import { type ExplanationRoom } from "../explanation-room.ts";
import { type RecentMessage, type RecentMessages } from "../recent-messages.ts";
import { EXPLAIN_DENIAL_COMMAND } from "./explain-denial.ts";

export const SHOW_RECENT_COMMAND = "iamVerdict.showRecentExplanations";

export function registerShowRecent({ recent }: ExplanationRoom): Disposable {
  return commands.registerCommand(SHOW_RECENT_COMMAND, async () => {
    if (recent.all.length === 0) {
      void window.showInformationMessage(
        l10n.t("No message has been explained in this workspace yet. Run IAM Verdict: Explain AccessDenied first."),
      );
      return;
    }
    const picked = await pick(recent);
    if (picked === "clear") await recent.clear();
    else if (picked !== undefined) await commands.executeCommand(EXPLAIN_DENIAL_COMMAND, { text: picked.message });
  });
}

interface RecentItem extends QuickPickItem {
  readonly chosen: RecentMessage | "clear";
}

function pick(recent: RecentMessages): Promise<RecentMessage | "clear" | undefined> {
  const box = window.createQuickPick<RecentItem>();
  box.title = l10n.t("Recent Explanations");
  box.placeholder = l10n.t("Explain a message again. They are kept on this machine only.");
  box.matchOnDetail = true;
  box.items = itemsOf(recent.all);
  box.onDidTriggerItemButton(async ({ item: { chosen } }) => {
    if (chosen === "clear") return;
    await recent.remove(chosen.message);
    box.items = itemsOf(recent.all);
  });
  return answerOf(box, () => box.selectedItems[0]?.chosen);
}

function itemsOf(all: readonly RecentMessage[]): readonly RecentItem[] {
  const remove: QuickInputButton = { iconPath: new ThemeIcon("trash"), tooltip: l10n.t("Forget this message") };
  const items = all.map((chosen): RecentItem => ({
    label: chosen.title,
    description: new Date(chosen.time).toLocaleString(),
    detail: chosen.summary,
    buttons: [remove],
    chosen,
  }));
  return [...items, { label: `$(clear-all) ${l10n.t("Clear the history")}`, chosen: "clear" }];
}
