/** Every host format: the one list of what is read, and the host that reads a given file. */
import { type Host, type HostReading, LARGEST_FILE, NOTHING_READ, type SourceText } from "./host.ts";
import { jsonHost } from "./json.ts";

export const HOSTS: readonly Host[] = [jsonHost];

/** A file in an editor is what the editor says it is; any other is what its ending says. */
export function hostOf({ path, languageId }: Pick<SourceText, "path" | "languageId">): Host | undefined {
  const lower = path.toLowerCase();
  return HOSTS.find(({ files, languages }) =>
    languageId === undefined ? files.some((ending) => lower.endsWith(ending)) : languages.includes(languageId),
  );
}

/** Takes a step every few milliseconds. A file that no host reads, and one that is too large, holds nothing. */
export function* readSource(source: SourceText): Generator<undefined, HostReading> {
  const host = hostOf(source);
  return host === undefined || source.text.length > LARGEST_FILE ? NOTHING_READ : yield* host.read(source);
}

/** Could a file of this name hold policies? */
export function isPolicyFile(path: string): boolean {
  return hostOf({ path, languageId: undefined }) !== undefined;
}

/** Is it a language of our own, whose syntax nobody else reports? */
export function isOwnLanguage(languageId: string): boolean {
  return HOSTS.some(({ ownLanguages }) => ownLanguages.includes(languageId));
}

/** Every file that a host reads, as a glob. */
export const POLICY_FILES = `**/*{${listed(({ files }) => files).join()}}`;

/** A file without any of these words holds nothing that a host reads. */
export const POLICY_WORDS = listed(({ words }) => words);

export const COMPLETION_TRIGGERS = listed(({ triggers }) => triggers);

function listed(of: (host: Host) => readonly string[]): readonly string[] {
  return [...new Set(HOSTS.flatMap(of))];
}
