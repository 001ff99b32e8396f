/** Denials in a terminal become links that explain them. */
import { commands, type Disposable, l10n, TerminalLink, type TerminalLinkProvider, window } from "vscode";
import { type DeniedPart, deniedPartOf } from "./terminal-denials.ts";

export interface DenialLink extends TerminalLink {
  /** The whole line. */
  readonly line: string;
}

/** A terminal wraps long lines and shows a provider one at a time, so it is the line that is explained. */
export function createTerminalLinks(explainCommand: string): TerminalLinkProvider<DenialLink> {
  return {
    provideTerminalLinks({ line }) {
      const part = deniedPartOf(line);
      return part === undefined ? [] : [linkOf(line, part)];
    },
    async handleTerminalLink({ line }) {
      await commands.executeCommand(explainCommand, { text: line });
    },
  };
}

function linkOf(line: string, { start, length }: DeniedPart): DenialLink {
  return Object.assign(new TerminalLink(start, length, l10n.t("Explain AccessDenied")), { line });
}

export function registerTerminalLinks(explainCommand: string): Disposable {
  return window.registerTerminalLinkProvider(createTerminalLinks(explainCommand));
}
