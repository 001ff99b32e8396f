/** The user's settings, asked of the client for each resource and kept until they change. */
import { type Connection } from "vscode-languageserver";
import { readConfigSettings, type Severities, severitiesOf } from "../service/index.ts";
import { type ConfigProblem, mergeConfigs, type WorkspaceConfig } from "../workspace/config.ts";

export interface Settings {
  readonly severities: Severities;
  /** What `iamVerdict.policies` says, as the workspace file would say it. */
  readonly config: WorkspaceConfig;
  readonly problems: readonly ConfigProblem[];
}

export interface SettingsSource {
  settingsFor(uri: string | undefined): Promise<Settings>;
  forget(): void;
}

const SECTION = "iamVerdict";

/** `onProblems` is called whenever settings were read that hold mistakes. */
export function createSettingsSource(
  connection: Connection,
  supported: () => boolean,
  onProblems: (problems: readonly ConfigProblem[]) => void,
): SettingsSource {
  const known = new Map<string, Promise<Settings>>();
  const ask = async (uri: string | undefined): Promise<Settings> => {
    const scope = uri === undefined ? { section: SECTION } : { section: SECTION, scopeUri: uri };
    const settings = readSettings(await connection.workspace.getConfiguration(scope));
    if (settings.problems.length > 0) onProblems(settings.problems);
    return settings;
  };
  return {
    settingsFor(uri) {
      if (!supported()) return Promise.resolve(readSettings(undefined));
      const key = uri ?? "";
      const settings = known.get(key) ?? ask(uri);
      known.set(key, settings);
      return settings;
    },
    forget: () => {
      known.clear();
    },
  };
}

/** What cannot be used counts as not set, and is among the problems. */
export function readSettings(section: unknown): Settings {
  const { policies, severity } = isRecord(section) ? section : {};
  const readings = readConfigSettings({ policies, severity });
  const config = mergeConfigs(readings.map((reading) => reading.config));
  return {
    severities: severitiesOf(config, new Map()),
    config: { ...config, severity: new Map() },
    problems: readings.flatMap(({ problems }) => problems),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
