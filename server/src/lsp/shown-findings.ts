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
      const now = { version, texts: diagnostics.map(textOf) };
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
  readonly texts: readonly string[];
}

function isSame(one: Shown, other: Shown): boolean {
  const { version, texts } = other;
  return (
    one.version === version && one.texts.length === texts.length && one.texts.every((text, at) => text === texts[at])
  );
}

/** Of what is shown part by part most is shown again with each part. */
const TEXTS = new WeakMap<Diagnostic, string>();

function textOf(diagnostic: Diagnostic): string {
  const text = TEXTS.get(diagnostic) ?? JSON.stringify(diagnostic);
  TEXTS.set(diagnostic, text);
  return text;
}
