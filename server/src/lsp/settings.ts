/** The user's settings, asked of the client for each resource and kept until they change. */
import { type Connection } from "vscode-languageserver";
import { SEVERITIES, type Severity } from "../service/index.ts";

export interface Settings {
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** The raw entries of `iamVerdict.policies`: the workspace room reads them and says what is wrong with them. */
  readonly policies: unknown;
}

export interface SettingsSource {
  settingsFor(uri: string | undefined): Promise<Settings>;
  forget(): void;
}

const SECTION = "iamVerdict";

export function createSettingsSource(connection: Connection, supported: () => boolean): SettingsSource {
  const known = new Map<string, Promise<Settings>>();
  return {
    settingsFor(uri) {
      if (!supported()) return Promise.resolve(readSettings(undefined));
      const key = uri ?? "";
      let settings = known.get(key);
      if (settings === undefined) {
        const scope = uri === undefined ? { section: SECTION } : { section: SECTION, scopeUri: uri };
        settings = connection.workspace.getConfiguration(scope).then(readSettings);
        known.set(key, settings);
      }
      return settings;
    },
    forget: () => {
      known.clear();
    },
  };
}

/** A setting of the wrong shape counts as not set: VS Code itself marks it in the settings file. */
export function readSettings(section: unknown): Settings {
  const record = isRecord(section) ? section : {};
  const severities = new Map<string, Severity | "off">();
  const chosen = record["severity"];
  for (const [code, severity] of Object.entries(isRecord(chosen) ? chosen : {})) {
    if (severity === "off" || SEVERITIES.some((known) => known === severity))
      severities.set(code, severity as Severity);
  }
  return { severities, policies: record["policies"] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
