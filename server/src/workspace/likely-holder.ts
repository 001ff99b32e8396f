/**
 * Of policies of which nothing says who has them, those that stand beside the caller's name: a module that is not here is
 * called with it. That is no proof that the caller has them, and tells which to look at first.
 */
import { type Declared } from "../hosts/host.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";

export class LikelyHolders {
  readonly #names: readonly string[];
  readonly #likeness = new Map<CandidatePolicy, number>();

  /** `names`: of the caller, in lower case. */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  note(candidate: CandidatePolicy, { namedBeside = [] }: Declared): void {
    if (candidate.basis !== "none" || namedBeside.length === 0) return;
    const found = namedBeside.flatMap((pattern) => this.#names.flatMap((name) => likeness(pattern, name) ?? []));
    if (found.length > 0) this.#likeness.set(candidate, Math.max(...found));
  }

  /** The likeliest are marked, if there are any. */
  marked(candidates: readonly CandidatePolicy[]): readonly CandidatePolicy[] {
    const most = [...this.#likeness.values()].reduce((best, one) => Math.max(best, one), 0);
    if (most === 0) return candidates;
    return candidates.map((one) => (this.#likeness.get(one) === most ? { ...one, isLikely: true } : one));
  }
}

/** The parts of the pattern in their order; where it begins or ends with one, that is not the middle of a word. */
function likeness(pattern: string, name: string): number | undefined {
  const parts = plain(pattern).split("*");
  const within = `-${plain(name)}-`;
  const written = parts.map((part, at) => `${at === 0 ? "-" : ""}${part}${at === parts.length - 1 ? "-" : ""}`);
  let from = 0;
  for (const part of written) {
    if (/^-?$/.test(part)) continue;
    const at = within.indexOf(part, from);
    if (at < 0) return undefined;
    from = at + part.length - (part.endsWith("-") ? 1 : 0);
  }
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll("_", "-");
}
