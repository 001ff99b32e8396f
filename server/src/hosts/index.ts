/** Every host format, and the one that reads a given file. */
import { type Host, type SourceText } from "./host.ts";
import { jsonHost } from "./json.ts";

export const HOSTS: readonly Host[] = [jsonHost];

export function hostOf(source: SourceText): Host | undefined {
  return HOSTS.find((host) => host.recognizes(source));
}
