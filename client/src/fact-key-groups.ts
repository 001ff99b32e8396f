/** The keys that a fact can be of, in groups: those that would change the answer first, each key once. */
import { type FactKeyView } from "../../server/src/lsp/protocol.ts";
import { type ExplainedMessage } from "./current-explanation.ts";

export interface FactKeyGroup {
  /** It would change the answer; else as the server says; or it corrects what the message says. */
  readonly why: "changes-answer" | FactKeyView["why"] | "message";
  readonly keys: readonly FactKeyRow[];
}

export interface FactKeyRow {
  readonly key: string;
  /** Undefined for what is not a context key, or is not listed. */
  readonly type: string | undefined;
  /** What is known of it by now, and from whom. */
  readonly value: { readonly from: "user" | "request"; readonly text: string } | undefined;
  /** Where the user's own part of the name begins: behind `aws:RequestTag/` of `aws:RequestTag/${TagKey}`. */
  readonly begin: string | undefined;
}

export function factKeyGroups(
  known: readonly FactKeyView[],
  { result, facts }: Pick<ExplainedMessage, "result" | "facts">,
): readonly FactKeyGroup[] {
  const { asked, unknowns = [], next = [] } = result.denials[0] ?? {};
  const told = new Map(facts.map(({ key, value }) => [key.toLowerCase(), value]));
  const types = new Map(known.map(({ key, type }) => [key.toLowerCase(), type]));
  const rowOf = (key: string): FactKeyRow => {
    const id = key.toLowerCase();
    const read = asked?.context[id];
    const given = told.get(id);
    const value =
      given !== undefined
        ? ({ from: "user", text: given } as const)
        : read !== undefined
          ? ({ from: "request", text: [read].flat().join(", ") } as const)
          : undefined;
    return { key, type: types.get(id), value, begin: /^([^$<]*)(?:\$\{|<)/.exec(key)?.[1] };
  };
  const because = (why: FactKeyView["why"]): readonly string[] =>
    known.filter((one) => one.why === why).map(({ key }) => key);
  const groups: readonly (readonly [FactKeyGroup["why"], readonly string[]])[] = [
    ["changes-answer", [...unknowns, ...next].flatMap(({ fact }) => fact ?? [])],
    ["condition", because("condition")],
    ["action", because("action")],
    ["any-request", because("any-request")],
    ["message", ["principal", "action", "resource"]],
  ];
  const placed = new Set<string>();
  const isNew = (key: string): boolean => {
    const before = placed.size;
    return placed.add(key.toLowerCase()).size > before;
  };
  return groups
    .map(([why, keys]) => ({ why, keys: keys.filter(isNew).map(rowOf) }))
    .filter(({ keys }) => keys.length > 0);
}
