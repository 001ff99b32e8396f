/**
 * Names of condition keys with a part that the policy fills in. The reference writes that part in three ways:
 * `aws:PrincipalTag/${TagKey}`, `s3:ExistingObjectTag/<key>` and `ssm:resourceTag/tag-key`; it may stand in the middle.
 */

/** The lower-case texts around the placeholders: always one more than there are placeholders. */
export type KeyTemplate = readonly string[];

const LITERAL_PLACEHOLDER = "/tag-key";

/** Undefined if the key has no placeholder. */
export function keyTemplateOf(key: string): KeyTemplate | undefined {
  const name = key.toLowerCase();
  if (name.endsWith(LITERAL_PLACEHOLDER)) return [name.slice(0, 1 - LITERAL_PLACEHOLDER.length), ""];
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    const closing = name.startsWith("${", at) ? "}" : name.startsWith("<", at) ? ">" : undefined;
    const end = closing === undefined ? -1 : name.indexOf(closing, at);
    if (end < 0) continue;
    pieces.push(name.slice(from, at));
    from = end + 1;
    at = end;
  }
  return pieces.length === 0 ? undefined : [...pieces, name.slice(from)];
}

/** Whether a lower-case name is the template with at least one character in every placeholder. */
export function fillsTemplate(template: KeyTemplate, name: string): boolean {
  const first = template[0] ?? "";
  const last = template.at(-1) ?? "";
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  // The leftmost place for every piece leaves the most room for the next.
  for (const piece of template.slice(1, -1)) {
    const found = name.indexOf(piece, at + 1);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length > at;
}

/** Is it the key that the reference lists under this name, or under one with a placeholder? In any case. */
export function isListedAs(key: string, listed: string): boolean {
  const template = keyTemplateOf(listed);
  const name = key.toLowerCase();
  return template === undefined ? name === listed.toLowerCase() : fillsTemplate(template, name);
}
