// Which actions policies mostly name: what completion lists first of a service.

/** An action that fewer policies name is no habit. */
const FEWEST_POLICIES = 5;
const MOST_OF_A_SERVICE = 10;

/**
 * By prefix, the actions that most of the policies name one by one, most first. Names are those of the reference.
 * @param {readonly { readonly document: { readonly Statement: unknown } }[]} policies
 * @param {(prefix: string) => readonly string[]} namesOf
 * @returns {Record<string, string[]>}
 */
export function usualActions(policies, namesOf) {
  const counts = new Map();
  for (const { document } of policies) {
    for (const name of actionsOf(document)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const usual = {};
  for (const prefix of new Set([...counts.keys()].map((name) => name.slice(0, name.indexOf(":"))))) {
    const count = (name) => counts.get(`${prefix}:${name.toLowerCase()}`) ?? 0;
    const names = namesOf(prefix).filter((name) => count(name) >= FEWEST_POLICIES);
    if (names.length === 0) continue;
    names.sort((one, other) => count(other) - count(one) || (one < other ? -1 : 1));
    usual[prefix] = names.slice(0, MOST_OF_A_SERVICE);
  }
  return usual;
}

/** Once each, in small letters, without patterns. */
function actionsOf({ Statement }) {
  const entries = [Statement].flat().flatMap(({ Action }) => (Action === undefined ? [] : [Action].flat()));
  return new Set(entries.filter((entry) => /^[\w-]+:\w+$/.test(entry)).map((entry) => entry.toLowerCase()));
}
