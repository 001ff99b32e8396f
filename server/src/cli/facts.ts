/** Facts about a request, as options give them. */

/** As the option `--context` is given: `KEY=VALUE`. A key given several times has several values. Throws where there is no value. */
export function readFacts(pairs: readonly string[]): ReadonlyMap<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals <= 0) throw new Error(`--context '${pair}' has no value; write KEY=VALUE.`);
    const key = pair.slice(0, equals);
    const before = facts.get(key);
    const value = pair.slice(equals + 1);
    facts.set(key, before === undefined ? value : [before, value].flat());
  }
  return facts;
}
