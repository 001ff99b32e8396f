/** The condition keys that the reference lists with something: by their names, and those with a name to fill in. */
import { fillsTemplate, type KeyTemplate, keyTemplateOf } from "../../catalog/key-template.ts";

export interface KeysByName {
  readonly exact: ReadonlySet<string>;
  readonly templates: readonly KeyTemplate[];
}

export function keysByName(names: ReadonlySet<string>): KeysByName {
  const templates = [...names].flatMap((name) => {
    const template = keyTemplateOf(name);
    return template === undefined ? [] : [template];
  });
  return { exact: new Set([...names].map((name) => name.toLowerCase())), templates };
}

/** Is the key, in lower case, one of them? */
export function listsOneOf(listed: { readonly conditionKeys: readonly string[] } | undefined, key: string): boolean {
  const { exact, templates } = keysByName(new Set(listed?.conditionKeys));
  return exact.has(key) || templates.some((template) => fillsTemplate(template, key));
}
