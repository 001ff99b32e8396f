/** Explains again when files change, saved or not, while the panel can be seen. */
import { type Uri, workspace } from "vscode";
import { type ExplanationRoom } from "./explanation-room.ts";

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
  const isShown = (uri: Uri): boolean => {
    const { current } = explanation;
    if (current === undefined) return false;
    const { links, fixFiles } = current.result;
    const text = uri.toString();
    // A file that was fixed need not be named any more, but undoing the fix changes the answer.
    return current.done.length > 0 || [...links, ...fixFiles].some((file) => file.uri === text);
  };
  const typing = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && isShown(document.uri)) later();
  });
  return {
    fileChanged() {
      if (explanation.current !== undefined && panel.visible) later();
    },
    dispose() {
      clearTimeout(timer);
      typing.dispose();
    },
  };
}
