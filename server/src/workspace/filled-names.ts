/**
 * What the name of a caller tells of variables: a role that a module calls `${var.env}-app` is `prod-app` only where
 * `var.env` is `prod`, and then it is so in all that the module makes.
 */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type FilledText, patternOf } from "../syntax/filled-text.ts";
import { bestFit, fitOf } from "./declared-attachments.ts";
import { type WorkspacePolicies } from "./workspace.ts";

/** By `variable` of holes. Of several resources that may be the caller those count that the name fits best. */
export function variablesOfCaller(
  principal: string,
  { filledNames, policies }: Pick<WorkspacePolicies, "filledNames" | "policies">,
): ReadonlyMap<string, string> {
  const name = readAccountCaller(principal)?.name;
  const found = new Map<string, string | undefined>();
  if (name === undefined || filledNames.length === 0) return new Map();
  const fits = policies.flatMap(({ binding }) => bestFit(binding.declared, [name.toLowerCase()]) ?? []);
  const best = Math.max(...fits);
  for (const { filledName } of filledNames) {
    const fit = filledName && fitOf(patternOf(filledName), [name.toLowerCase()]);
    const told = fit !== best ? undefined : filledName && solve(filledName, name);
    for (const [variable, text] of told ?? []) {
      found.set(variable, found.has(variable) && found.get(variable) !== text ? undefined : text);
    }
  }
  return new Map([...found].flatMap(([variable, text]) => (text === undefined ? [] : [[variable, text] as const])));
}

/** The texts of the variables; undefined where there are none, or several that would give the name. */
function solve({ text, holes }: FilledText, name: string): ReadonlyMap<string, string> | undefined {
  if (holes.length > MOST_HOLES || name.length > LONGEST_NAME) return undefined;
  let only: ReadonlyMap<string, string> | undefined;
  let count = 0;
  let left = MOST_TRIED;
  const search = (hole: number, at: number, known: ReadonlyMap<string, string>): void => {
    if (count > 1 || --left < 0) return;
    const literal = text.slice(holes[hole - 1]?.end ?? 0, holes[hole]?.start);
    if (!name.startsWith(literal, at)) return;
    const from = at + literal.length;
    const next = holes[hole];
    if (next === undefined) {
      if (from !== name.length) return;
      only = known;
      count++;
      return;
    }
    const key = next.variable ?? `hole ${hole}`;
    const before = known.get(key);
    for (let end = from + 1; end <= name.length; end++) {
      const filled = name.slice(from, end);
      if (before === undefined || before === filled) search(hole + 1, end, new Map([...known, [key, filled]]));
    }
  };
  search(0, 0, new Map());
  if (count !== 1 || left < 0 || only === undefined) return undefined;
  const variables = new Set(holes.flatMap(({ variable }) => variable ?? []));
  return new Map([...only].filter(([key]) => variables.has(key)));
}

const MOST_HOLES = 4;
/** Source: "IAM and AWS STS quotas": a role's name has at most 64 characters. */
const LONGEST_NAME = 64;
const MOST_TRIED = 5_000;
