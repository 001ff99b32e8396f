/** The sentences about actions and condition keys: a second text, read when the first of them is asked for. */

/** The description of a row: the actions of a service come first, then its condition keys. */
export type DescriptionOf = (prefix: string, row: number) => string | undefined;

/**
 * `read` answers undefined while the text is not at hand and is then asked again.
 * A text that is damaged or belongs to another release counts as absent: its rows would describe other actions.
 */
export function openDescriptions(read: () => string | undefined, version: string): DescriptionOf {
  let services: ReadonlyMap<string, string> | undefined;
  const lines = new Map<string, readonly string[]>();
  return (prefix, row) => {
    if (services === undefined) {
      const text = read();
      if (text === undefined) return undefined;
      services = readServices(text, version);
    }
    let ofService = lines.get(prefix);
    if (ofService === undefined) {
      ofService = services.get(prefix)?.split("\n") ?? [];
      lines.set(prefix, ofService);
    }
    const line = ofService[row];
    return line === undefined || line === "" ? undefined : whole(line);
  };
}

function readServices(text: string, version: string): ReadonlyMap<string, string> {
  try {
    const root: unknown = JSON.parse(text);
    if (!isRecord(root) || root["version"] !== version || !isRecord(root["services"])) return new Map();
    return new Map(Object.entries(root["services"]).map(([prefix, lines]) => [prefix, String(lines)]));
  } catch {
    return new Map();
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function whole(line: string): string {
  if (line.startsWith("+")) return `Grants permission to ${line.slice(1)}`;
  if (line.startsWith("~")) return `Filters access by ${line.slice(1)}`;
  return line;
}
