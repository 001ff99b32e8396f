/** The panel beside the editor. It draws the current explanation and passes on what is pressed; it decides nothing. */
import style from "../page/explanation-page.css";
import { Disposable, Uri, ViewColumn, type Webview, type WebviewPanel, window } from "vscode";
import { type Asking, type CurrentExplanation, type ExplainedMessage } from "./current-explanation.ts";
import { panelContent, panelPage } from "./denial-panel/panel-html.ts";
import { type PanelMessage, readPanelMessage } from "./denial-panel/panel-message.ts";
import { PANEL_TYPE } from "./denial-panel/panel-type.ts";
import { keptMessage, newerMessage, readKeptMessage } from "./kept-message.ts";

export interface ExplanationPanel {
  readonly registrations: Disposable;
  readonly visible: boolean;
  /** In front or behind another tab. */
  readonly open: boolean;
  /** Brings it to the front, in `column` if it is not open yet. */
  show(column: ViewColumn): void;
  /** Gives the keys back to the panel, for after an input box. */
  focus(): void;
  /** Where to open files so that they do not cover the panel. */
  readonly fileColumn: ViewColumn;
  /** Read out by screen readers. */
  announce(status: string): void;
  /** What is shown is old, or will soon be. */
  markOld(asking: Asking): void;
}

export interface PanelSources {
  readonly extensionUri: Uri;
  readonly explanation: CurrentExplanation;
  readonly onMessage: (message: PanelMessage) => void;
  /** False in a browser alone. */
  readonly canAskAws: boolean;
  /** The message that was explained last, also before the window was reloaded. */
  readonly newestMessage: () => string | undefined;
}

// eslint-disable-next-line max-lines-per-function -- its functions share one panel and what it shows
export function createExplanationPanel({
  extensionUri,
  explanation,
  onMessage,
  canAskAws,
  newestMessage,
}: PanelSources): ExplanationPanel {
  let panel: WebviewPanel | undefined;

  const draw = (current: ExplainedMessage | undefined): void => {
    if (panel === undefined || current === undefined) return;
    panel.title = current.result.title;
    const topic = topicOf(current);
    void panel.webview.postMessage({
      kind: "draw",
      content: panelContent(current, { canAskAws }),
      topic,
      kept: keptMessage(current),
    });
  };
  const announce = (status: string): void => {
    void panel?.webview.postMessage({ kind: "say", status });
  };
  const adopt = (adopted: WebviewPanel): void => {
    panel = adopted;
    adopted.iconPath = Uri.joinPath(extensionUri, "icon.png");
    adopted.onDidDispose(() => {
      if (panel === adopted) panel = undefined;
    });
    adopted.webview.onDidReceiveMessage((received: unknown) => {
      const message = readPanelMessage(received);
      // A page that was hidden starts anew and asks for its content.
      if (message?.action === "ready") draw(explanation.current);
      else if (message !== undefined) onMessage(message);
    });
    adopted.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extensionUri, "dist")] };
    const content = explanation.current === undefined ? "" : panelContent(explanation.current, { canAskAws });
    adopted.webview.html = pageOf(adopted.webview, extensionUri, content);
  };

  return {
    registrations: Disposable.from(
      explanation.onDidChange((current) => {
        draw(current);
        announce(statusOf(current));
      }),
      window.registerWebviewPanelSerializer(PANEL_TYPE, {
        async deserializeWebviewPanel(restored, state) {
          const kept = readKeptMessage(state);
          if (kept === undefined || panel !== undefined) {
            restored.dispose();
            return;
          }
          adopt(restored);
          const { message, facts } = newerMessage(kept, newestMessage());
          await explanation.explain(message, facts);
        },
      }),
      new Disposable(() => {
        panel?.dispose();
      }),
    ),
    get visible() {
      return panel?.visible === true;
    },
    get open() {
      return panel !== undefined;
    },
    show(column) {
      if (panel === undefined) adopt(window.createWebviewPanel(PANEL_TYPE, "AccessDenied", column, FIND));
      else panel.reveal();
      draw(explanation.current);
    },
    focus() {
      panel?.reveal();
    },
    get fileColumn() {
      return panel?.viewColumn === ViewColumn.One ? ViewColumn.Two : ViewColumn.One;
    },
    announce,
    markOld(asking) {
      void panel?.webview.postMessage({ kind: "old", asking });
    },
  };
}

/** Texts can be searched; the page is drawn anew when it comes back, so nothing is kept while it is hidden. */
const FIND = { enableFindWidget: true, retainContextWhenHidden: false };

function pageOf(webview: Webview, extensionUri: Uri, content: string): string {
  const script = webview.asWebviewUri(Uri.joinPath(extensionUri, "dist", "explanation-page.js")).toString();
  const sources = { nonce: newNonce(), script, style };
  return panelPage(sources, content);
}

/** What the reader has to see from the start: another message, a fix that was made or undone, something that happened. */
function topicOf({ topic, done, notice = "" }: ExplainedMessage): string {
  return `${topic} ${done.length} ${notice}`;
}

/** What changed, in a sentence. */
function statusOf({ result, done, notice }: ExplainedMessage): string {
  const last = done.at(-1);
  const view = last === undefined ? undefined : result.denials[last.denial];
  const summary = view === undefined ? result.summary : view.afterFix.title.map(({ text }) => text).join("");
  return notice === undefined ? summary : `${notice} ${summary}`;
}

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
