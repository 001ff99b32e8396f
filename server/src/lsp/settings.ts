/** The user's settings, asked of the client for each resource and kept until they change. */
import { type Connection, ConfigurationRequest, DidChangeConfigurationNotification } from "vscode-languageserver";
import { readConfigSettings, type Severities, severitiesOf } from "../service/index.ts";
import { type ConfigProblem, mergeConfigs, type WorkspaceConfig } from "../workspace/config.ts";
import { type ClientQuestions } from "./client-questions.ts";
import { type ClientFacts } from "./lsp-server.ts";

export interface Settings {
  readonly severities: Severities;
  /** What `iamVerdict.policies` says, as the workspace file would say it. */
  readonly config: WorkspaceConfig;
  readonly problems: readonly ConfigProblem[];
  /** What is to be shown beside the text: those that are on. */
  readonly lenses: ReadonlySet<string>;
  readonly hints: ReadonlySet<string>;
  /** Whether policies are read that Markdown shows in its code blocks. */
  readonly markdown: boolean;
}

export interface GivenSettings extends Settings {
  /** "missing": the client has not said what the settings are, so for now nothing is set. */
  readonly answer: "given" | "missing";
}

export interface SettingsSource {
  settingsFor(uri: string | undefined): Promise<GivenSettings>;
  /** Asks the client to say when they change, until it has agreed. */
  watch(): void;
  forget(): void;
}

const SECTION = "iamVerdict";

/** `onProblems` is called whenever settings were read that hold mistakes. */
export function createSettingsSource(
  connection: Connection,
  questions: ClientQuestions,
  client: Pick<ClientFacts, "configuration" | "registration">,
  onProblems: (problems: readonly ConfigProblem[]) => void,
): SettingsSource {
  const known = new Map<string, GivenSettings>();
  // A question that was asked before they changed is not asked together with one from after it.
  let changes = 0;
  const ask = async (uri: string | undefined): Promise<GivenSettings> => {
    const scope = uri === undefined ? { section: SECTION } : { section: SECTION, scopeUri: uri };
    const section = await questions.ask({
      subject: "the user's settings",
      key: `settings ${uri ?? ""} ${changes}`,
      waits: "a-moment",
      send: () => connection.sendRequest<unknown>(ConfigurationRequest.method, { items: [scope] }),
      read: sectionIn,
    });
    if (section === undefined) return { ...readSettings(undefined), answer: "missing" };
    const settings = readSettings(section);
    if (settings.problems.length > 0) onProblems(settings.problems);
    return { ...settings, answer: "given" };
  };
  let watched = false;
  const register = async (): Promise<void> => {
    const answer = await questions.ask({
      subject: "notice of changes to the settings",
      key: "registration",
      waits: "a-moment",
      send: () => connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }),
      read: () => true,
    });
    watched ||= answer === true;
  };
  return {
    async settingsFor(uri) {
      if (!client.configuration) return { ...readSettings(undefined), answer: "given" };
      const before = known.get(uri ?? "");
      if (before !== undefined) return before;
      const asked = changes;
      const settings = await ask(uri);
      if (settings.answer === "given" && asked === changes) known.set(uri ?? "", settings);
      return settings;
    },
    watch() {
      if (!watched && client.registration) void register();
    },
    forget: () => {
      changes++;
      known.clear();
    },
  };
}

/** The client answers with a list of one; null in it is a section of which nothing is set. */
function sectionIn(answer: unknown): object | undefined {
  if (!Array.isArray(answer) || answer.length !== 1) return undefined;
  const section: unknown = answer[0];
  return section === null ? {} : isRecord(section) ? section : undefined;
}

/** What cannot be used counts as not set, and is among the problems. */
export function readSettings(section: unknown): Settings {
  const { policies, severity, lenses, hints, markdown } = isRecord(section) ? section : {};
  const readings = readConfigSettings({ policies, severity });
  const config = mergeConfigs(readings.map((reading) => reading.config));
  return {
    severities: severitiesOf(config, new Map()),
    config: { ...config, severity: new Map() },
    problems: readings.flatMap(({ problems }) => problems),
    lenses: switchedOn(lenses),
    hints: switchedOn(hints),
    markdown: markdown === true,
  };
}

/** The names of a group of settings that are true. */
function switchedOn(group: unknown): ReadonlySet<string> {
  return new Set(isRecord(group) ? Object.keys(group).filter((name) => group[name] === true) : []);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
