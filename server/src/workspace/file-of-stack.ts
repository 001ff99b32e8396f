/** Several templates may make a role of one logical ID. The caller has the one of its own stack. */
import { type Declared } from "../hosts/host.ts";

/** A name that CloudFormation makes up, of which a template says the logical ID alone. Source: "Name type". */
export function isMadeUp({ holders }: Pick<Declared, "holders">): boolean {
  return holders.some((holder) => /^\*-[a-z0-9*]+-\*$/i.test(holder));
}

/**
 * Of the files of such templates, those after whose name or folder the stack is called. `names`: of the caller, lower
 * case. Undefined where that does not tell the files apart.
 */
export function filesOfStack(paths: readonly string[], names: readonly string[]): ReadonlySet<string> | undefined {
  const shared = [...new Set(paths)].map((path) => ({ path, length: lengthShared(path, names) }));
  const most = shared.reduce((longest, { length }) => Math.max(longest, length), 0);
  const own = shared.filter(({ length }) => length === most);
  return own.length === shared.length ? undefined : new Set(own.map(({ path }) => path));
}

/** The longest name of a folder or of the file that is a part of the caller's, between its hyphens. */
function lengthShared(path: string, names: readonly string[]): number {
  const parts = path.toLowerCase().split("/");
  const called = parts.map((part, at) => (at < parts.length - 1 ? part : part.replace(/\..*$/, "")));
  const found = called
    .map((part) => part.replaceAll(/[_.]/g, "-"))
    .filter((part) => part !== "" && names.some((name) => `-${name}-`.includes(`-${part}-`)));
  return found.reduce((longest, { length }) => Math.max(longest, length), 0);
}
