/** Explains again when files change, saved or not, while the panel can be seen. */
import { languages, workspace } from "vscode";
import { type ExplanationRoom } from "./explanation-room.ts";
import { POLICY_DOCUMENTS } from "./policy-languages.ts";

/** Longer than the pause between two keys. */
const SETTLED_MS = 500;

export interface FileFollower {
  dispose(): void;
  /** A file was created, changed or deleted on disk. */
  fileChanged(): void;
}

export function followFiles({ explanation, panel }: Pick<ExplanationRoom, "explanation" | "panel">): FileFollower {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (panel.visible) void explanation.explainAgain();
    }, SETTLED_MS);
  };
  // Also a file that the explanation does not name may change it: the workspace file, or one that was fixed.
  const typing = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && languages.match(POLICY_DOCUMENTS, document) > 0) later();
  });
  return {
    fileChanged: later,
    dispose() {
      clearTimeout(timer);
      typing.dispose();
    },
  };
}
