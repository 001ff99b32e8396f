/** Where open documents are being typed in: what would fade there waits until the typing pauses. */
import { type DocumentVersion } from "./open-documents.ts";
import { type Timing } from "./timing.ts";

export interface TypedPlaces {
  /** A version to be looked at, new or not. */
  note(version: DocumentVersion): void;
  /** The offset at which the version's text was just changed; undefined where it was opened, or typing has paused. */
  placeIn(version: DocumentVersion): number | undefined;
  forget(uri: string): void;
}

/** Somebody who types on does so within this. */
export const PAUSE_MS = 1_500;

interface Typed {
  readonly version: DocumentVersion;
  readonly at: number | undefined;
  readonly until: number;
}

export function createTypedPlaces(timing: Timing): TypedPlaces {
  const typed = new Map<string, Typed>();
  return {
    note(version) {
      const before = typed.get(version.uri);
      if (before?.version === version) return;
      const at = before && changedAt(before.version.text.getText(), version.text.getText());
      typed.set(version.uri, { version, at, until: timing.now() + PAUSE_MS });
    },
    placeIn(version) {
      const known = typed.get(version.uri);
      return known?.version === version && timing.now() < known.until ? known.at : undefined;
    },
    forget: (uri) => {
      typed.delete(uri);
    },
  };
}

/** The first place where they differ; undefined for texts so long that to look for it would be felt. */
function changedAt(before: string, now: string): number | undefined {
  const shorter = Math.min(before.length, now.length);
  if (shorter > LONGEST) return undefined;
  let at = 0;
  while (at < shorter && before.charCodeAt(at) === now.charCodeAt(at)) at++;
  return at;
}

const LONGEST = 2_000_000;
