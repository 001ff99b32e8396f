/** What is missing of an ARN that the author began with parts of their own: a Region, an account, a name. */
import { type WrittenAtCursor, type PolicyCursor } from "../../hosts/policy-cursor.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { REGION } from "../../policy/region-names.ts";
import { type DraftPart, plainText } from "../../syntax/draft.ts";

export interface ArnEnd {
  readonly label: string;
  readonly filter: string;
  readonly what: WrittenAtCursor;
}

/**
 * `form` is an ARN as the reference has them, `${Region}` and the like where its parts go; `stopOf` says what stands at
 * such a part until the author writes it. Undefined where the text is not begun like it, where nothing of it is missing,
 * and where a part is half written.
 */
export function endOfArn(
  form: string,
  { typed, rest }: Pick<PolicyCursor, "typed" | "rest">,
  stopOf: (name: string) => string,
): ArnEnd | undefined {
  if (rest !== "" || !typed.startsWith("arn:")) return undefined;
  const parts = missingParts(form.split(/(\$\{[^}]*\})/), typed, stopOf);
  if (parts === undefined) return undefined;
  const missing = plainText(parts);
  const what: WrittenAtCursor = { write: "part", from: typed.length, behind: 0, text: { text: parts } };
  return missing === "" ? undefined : { label: typed + missing, filter: missing, what };
}

function missingParts(
  form: readonly string[],
  typed: string,
  stopOf: (name: string) => string,
): readonly DraftPart[] | undefined {
  let at = 0;
  for (const [index, part] of form.entries()) {
    const name = nameOf(part);
    const left = typed.slice(at);
    const others = (): readonly DraftPart[] => toParts(form.slice(index + 1), stopOf);
    if (name === undefined) {
      if (part.startsWith(left)) return [part.slice(left.length), ...others()];
      if (!left.startsWith(part)) return undefined;
      at += part.length;
    } else {
      const length = lengthTo(form[index + 1]?.charAt(0), left);
      if (length === undefined && left !== "") return isFinished(name, left, form[index + 1]) ? others() : undefined;
      if (length === undefined) return toParts(form.slice(index), stopOf);
      at += length;
    }
  }
  return undefined;
}

/** Up to the sign that the form has behind a part; `${…}` belongs to the part whatever is in it. */
function lengthTo(sign: string | undefined, text: string): number | undefined {
  const stretches = text.matchAll(/\$\{[^}]*\}?|[^$]|\$/g);
  for (const { 0: stretch, index } of stretches) if (stretch === sign) return index;
  return undefined;
}

/** A name before a slash may be as short as the author likes; of a Region or an account one sees whether it is whole. */
function isFinished(name: string, written: string, next: string | undefined): boolean {
  if (next === undefined || next === "") return false;
  if (written === "*" || endsWithVariable(written)) return true;
  switch (name) {
    case "Partition":
      return /^aws(?:-[a-z-]+)?$/.test(written);
    case "Region":
      return REGION.test(written);
    case "Account":
      return isAccountId(written);
    default:
      return !written.endsWith("-");
  }
}

function endsWithVariable(text: string): boolean {
  const start = text.lastIndexOf("${");
  return start >= 0 && text.indexOf("}", start) === text.length - 1;
}

function toParts(form: readonly string[], stopOf: (name: string) => string): readonly DraftPart[] {
  return form.flatMap((part): readonly DraftPart[] => {
    const name = nameOf(part);
    return name === undefined ? (part === "" ? [] : [part]) : [{ stop: stopOf(name) }];
  });
}

function nameOf(part: string): string | undefined {
  return part.startsWith("${") ? part.slice(2, -1) : undefined;
}
