/** What the client shows by now of each file. Whoever publishes findings goes through here, so that none says what another has. */
import { type Connection, type Diagnostic } from "vscode-languageserver";

export interface ShownFindings {
  /** `version` is that of an open document. Nothing is sent that is shown already. */
  show(uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]): Promise<void>;
  /** Is anything shown of the file? */
  has(uri: string): boolean;
}

export function createShownFindings(connection: Connection): ShownFindings {
  // Files without policies are most JSON files: of those the client is told nothing, not even that there is nothing.
  const shown = new Map<string, Shown>();
  return {
    async show(uri, version, diagnostics) {
      const before = shown.get(uri);
      const now = { version, diagnostics };
      if (before === undefined ? diagnostics.length === 0 : isSame(before, now)) return;
      if (diagnostics.length === 0) shown.delete(uri);
      else shown.set(uri, now);
      await connection.sendDiagnostics({
        uri,
        diagnostics: [...diagnostics],
        ...(version === undefined ? {} : { version }),
      });
    },
    has: (uri) => shown.has(uri),
  };
}

interface Shown {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Most are the very same objects: of what is shown part by part, each part has those of the parts before. */
function isSame(one: Shown, { version, diagnostics }: Shown): boolean {
  return (
    one.version === version &&
    one.diagnostics.length === diagnostics.length &&
    one.diagnostics.every((diagnostic, at) => diagnostic === diagnostics[at] || isAlike(diagnostic, diagnostics[at]))
  );
}

function isAlike(one: Diagnostic, other: Diagnostic | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
