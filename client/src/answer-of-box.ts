/** What somebody accepts in a box; undefined if they close it. */
import { type InputBox, type QuickPick, type QuickPickItem } from "vscode";

/** Shows the box, which ends with the answer. `read` is asked when it is accepted. */
export function answerOf<Answer>(
  box: InputBox | QuickPick<QuickPickItem>,
  read: () => Answer,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      resolve(read());
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
