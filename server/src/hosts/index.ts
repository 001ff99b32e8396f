/** Every host format: the one list of what is read, and the host that reads a given file. */
import { type Host, type HostReading, LARGEST_FILE, NOTHING_READ, type SourceText } from "./host.ts";
import { jsonHost } from "./json.ts";
import { terraformHost } from "./terraform.ts";

export const HOSTS: readonly Host[] = [jsonHost, terraformHost];

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

/** May what a file says depend on others of the workspace? */
export function mayRefer(source: Pick<SourceText, "path" | "languageId">): boolean {
  return hostOf(source)?.refers === true;
}

/** Is it a language of our own, whose syntax nobody else reports? */
export function isOwnLanguage(languageId: string): boolean {
  return HOSTS.some(({ ownLanguages }) => ownLanguages.includes(languageId));
}

/** Every file that a host reads, as a glob. */
export const POLICY_FILES = globOf(listed(({ files }) => files));

/** Could a file hold anything that its host reads? */
export function mayHoldPolicies({ path, text }: Pick<SourceText, "path" | "text">): boolean {
  const words = hostOf({ path, languageId: undefined })?.words;
  return words !== undefined && (words.length === 0 || words.some((word) => text.includes(word)));
}

/** The files that each host reads, as a glob, and the words without which it reads none of them. */
export const FILES_OF_HOSTS = HOSTS.map(({ files, words }) => ({ glob: globOf(files), words }));

export const COMPLETION_TRIGGERS = listed(({ triggers }) => triggers);

function globOf(files: readonly string[]): string {
  return `**/*{${files.join()}}`;
}

function listed(of: (host: Host) => readonly string[]): readonly string[] {
  return [...new Set(HOSTS.flatMap(of))];
}
