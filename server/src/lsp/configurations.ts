/** What the workspace files, the user's settings and the day say of a document, made ready once for as long as they last. */
import { type Configuration } from "../service/index.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { type ServiceSource } from "./service-source.ts";
import { type SettingsSource } from "./settings.ts";

export interface Configurations {
  of(uri: string): Promise<Configuration>;
  forget(): void;
}

export function createConfigurations(
  services: ServiceSource,
  config: PolicyConfigSource,
  settings: SettingsSource,
): Configurations {
  const known = new Map<string, { readonly today: string; readonly configuration: Configuration }>();
  return {
    async of(uri) {
      const [service, { config: stated }, { severities, markdown }] = await Promise.all([
        services.service(),
        config.current("a-moment"),
        settings.settingsFor(uri),
      ]);
      const today = localDay();
      const made = known.get(uri);
      if (made?.today === today && made.configuration.config === stated) return made.configuration;
      const examples = markdown ? "read" : "left-out";
      const configuration = service.configure({ config: stated, severities, today, examples });
      known.set(uri, { today, configuration });
      return configuration;
    },
    forget: () => {
      known.clear();
    },
  };
}

/** Acceptances end with a day; the server's own day is near enough. */
/** Such as `2026-11-22`. */
export function localDay(): string {
  return new Date().toISOString().slice(0, 10);
}
