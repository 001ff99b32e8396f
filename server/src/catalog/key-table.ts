import { type ConditionKey } from "./catalog.ts";
import { fillsTemplate, type KeyTemplate, keyTemplateOf } from "./key-template.ts";

/** Finds condition keys in any case, and templates by a filled-in name. */
export interface KeyTable<Key extends ConditionKey> {
  find(name: string): Key | undefined;
}

export function keyTable<Key extends ConditionKey>(keys: readonly Key[]): KeyTable<Key> {
  const exact = new Map<string, Key>();
  const templates: { readonly template: KeyTemplate; readonly key: Key }[] = [];
  for (const key of keys) {
    exact.set(key.name.toLowerCase(), key);
    const template = keyTemplateOf(key.name);
    if (template !== undefined) templates.push({ template, key });
  }
  // `events:Metadata/x/Matcher` fills two templates: the one that says more of the name is meant.
  templates.sort((a, b) => literalLength(b.template) - literalLength(a.template));
  return {
    find(name) {
      const wanted = name.toLowerCase();
      return exact.get(wanted) ?? templates.find((one) => fillsTemplate(one.template, wanted))?.key;
    },
  };
}

function literalLength(template: KeyTemplate): number {
  return template.reduce((sum, piece) => sum + piece.length, 0);
}
