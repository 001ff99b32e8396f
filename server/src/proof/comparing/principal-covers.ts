/**
 * Whom one statement's Principal names, beside whom another's does. Source: "AWS JSON policy elements: Principal".
 */
import { namesEveryone } from "../../policy/everyone.ts";
import { type PrincipalElement, type Statement } from "../../policy/policy.ts";
import { textIdentity } from "../../policy/text-identity.ts";

/**
 * Does `larger` surely name everybody whom `smaller` names, and as strongly? A role and the account it is in are not
 * the same: what an Allow to the account gives still needs an identity-based policy.
 */
export function principalCovers(larger: Named, smaller: Named): boolean {
  if (larger.notPrincipal !== undefined || smaller.notPrincipal !== undefined) {
    return larger.principal === undefined && smaller.principal === undefined && sameNames(larger, smaller);
  }
  const [outer, inner] = [larger.principal, smaller.principal];
  if (outer === undefined || inner === undefined) return outer === inner;
  if (namesEveryone(outer)) return true;
  const names = settledNames(inner);
  const known = settledNames(outer)?.sure;
  if (names?.whole !== true) return false;
  for (const name of names.names) if (known?.has(name) !== true) return false;
  return true;
}

type Named = Pick<Statement, "principal" | "notPrincipal">;

function sameNames(left: Named, right: Named): boolean {
  const [one, other] = [settledNames(left.notPrincipal), settledNames(right.notPrincipal)];
  if (one?.whole !== true || other?.whole !== true) return false;
  return (
    one.names.size === other.sure.size && [...one.names].every((name) => other.sure.has(name) && one.sure.has(name))
  );
}

interface Names {
  readonly names: ReadonlySet<string>;
  /** Those that are there for certain. */
  readonly sure: ReadonlySet<string>;
  /** There are no others. */
  readonly whole: boolean;
}

/** Each is held against those of all other statements. */
const NAMES = new WeakMap<PrincipalElement, Names>();

function settledNames(element: PrincipalElement | undefined): Names | undefined {
  if (element?.form === "everyone") return EVERYBODY;
  if (element?.form !== "typed") return undefined;
  const known = NAMES.get(element) ?? namesOf(element);
  NAMES.set(element, known);
  return known;
}

function namesOf(element: PrincipalElement & { readonly form: "typed" }): Names {
  const names = new Set<string>();
  const sure = new Set<string>();
  let whole = true;
  for (const { type, typeHoles, entries, open, misplaced } of element.types) {
    if (open || misplaced.length > 0 || typeHoles.length > 0) whole = false;
    if (typeHoles.length > 0) continue;
    for (const { text, holes, certain } of entries) {
      const identity = textIdentity({ text, holes });
      if (identity === undefined) whole = false;
      if (identity === undefined) continue;
      const name = `${type} ${accountOf(identity)}`;
      names.add(name);
      if (certain) sure.add(name);
    }
  }
  return { names, sure, whole };
}

const EVERYBODY: Names = { names: new Set(["AWS *"]), sure: new Set(["AWS *"]), whole: true };

/** An account's number and the ARN of its root user name the same. */
function accountOf(text: string): string {
  return /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(text)?.[1] ?? text;
}
