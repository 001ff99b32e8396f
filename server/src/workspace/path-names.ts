/** Names of roles, users, buckets and policies that a file path suggests: `roles/build-bot/trust-policy.json` → build-bot. */

/** Endings that say what a file is rather than whose it is. */
const ENDINGS = [
  "policy",
  "policies",
  "permissions",
  "permission",
  "identity",
  "inline",
  "trust",
  "assume-role",
  "boundary",
  "bucket",
  "key",
  "queue",
  "topic",
  "secret",
  "resource",
  "role",
  "user",
  "scp",
  "rcp",
  "iam",
  "session",
];

/**
 * Lower-case: every folder's name, the file's name without its extensions, the given names, and each of them without
 * endings such as `-trust-policy`.
 */
export function namesOfPath(path: string, given: readonly (string | undefined)[]): ReadonlySet<string> {
  const segments = path.split("/");
  const file = segments.pop() ?? "";
  const stem = file.replace(/\.jsonc?$/i, "");
  const names = new Set<string>();
  for (const name of [...segments, stem, ...given]) {
    if (name === undefined || name === "") continue;
    for (const shorter of withoutEndings(name.toLowerCase())) names.add(shorter);
  }
  return names;
}

function withoutEndings(name: string): readonly string[] {
  const found = [name];
  for (let rest: string | undefined = name; (rest = withoutEnding(rest)) !== undefined;) found.push(rest);
  return found;
}

function withoutEnding(name: string): string | undefined {
  for (const ending of ENDINGS) {
    if (!name.endsWith(ending)) continue;
    const rest = name.slice(0, -ending.length);
    const separator = rest.at(-1);
    if (rest.length > 1 && separator !== undefined && "-_.".includes(separator)) return rest.slice(0, -1);
  }
  return undefined;
}
