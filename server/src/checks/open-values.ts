/** Values of conditions that a file settles in part, such as the ID of a VPC or the ARN of what a template makes. */
import { Effort } from "../domains/effort.ts";
import { commonText } from "../domains/shape-search.ts";
import { type OperatorUse } from "../policy/operators.ts";
import { isSettled, type Scalar } from "../policy/policy.ts";
import { type ValueForm, valueFormOf } from "../policy/value-forms.ts";
import { textSetOf } from "../proof/solving/text-sets.ts";
import { formInWords, type FormWords } from "../wording/value-form.ts";
import { name, say, value } from "../wording/phrase.ts";
import { messagesOf } from "./messages.ts";
import { otherKeyByStart, type Problem } from "./other-values.ts";

export const OPEN_VALUES = messagesOf({
  notItsArn: (written: string, consequence: string) =>
    say`${value(written)} is not an ARN${consequence}. Write a reference to the ARN.`,
  notItsId: (written: string, key: string, form: FormWords, consequence: string) =>
    say`${value(written)} is an ARN, and ${name(key)} holds ${form.what}${consequence}. Write a reference to the ID.`,
  arnElsewhere: (written: string, key: string, form: FormWords, consequence: string) =>
    say`${value(written)} is an ARN, and ${name(key)} holds ${form.what}${consequence}. ${form.advice}`,
});

/** `holdsArn`: the values of the key are ARNs, and the operator compares ARNs. */
export function openValue(written: Scalar, key: string, use: OperatorUse, holdsArn: boolean): Problem | undefined {
  const start = settledStart(written);
  if (isSettled(written) || start === undefined) return undefined;
  const { text } = written;
  const other = otherKeyByStart(key, start, text);
  if (other !== undefined) return other;
  if (holdsArn) {
    return beginsAsNoArn(written, start)
      ? { says: (consequence) => OPEN_VALUES.notItsArn(text, consequence), fixes: [] }
      : undefined;
  }
  const form = use.operator.family === "string" ? valueFormOf(key) : undefined;
  if (form === undefined || form.slipsOnly === true || mayBeOfForm(written, form, use)) return undefined;
  const words = formInWords(form, key);
  if (start.startsWith("arn:")) {
    const message = form.form.endsWith("-id") ? OPEN_VALUES.notItsId : OPEN_VALUES.arnElsewhere;
    return { says: (consequence) => message(text, key, words, consequence), fixes: [] };
  }
  return holdsArns(form) ? { says: (consequence) => OPEN_VALUES.notItsArn(text, consequence), fixes: [] } : undefined;
}

/** What stands before all that is filled in or matches anything; undefined where a policy variable stands somewhere. */
function settledStart({ text, holes }: Scalar): string | undefined {
  const written = holes.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  if (/[$<{[]/.test(written)) return undefined;
  return text.slice(0, holes[0]?.start).split(/[*?]/, 1)[0];
}

/** A name is neither `*` nor an ARN, whatever stands for it. */
function beginsAsNoArn({ text, holes: [first] }: Scalar, start: string): boolean {
  if (first?.start === 0) return first.isOwnName === true;
  const isCut = /^[*?]/.test(text.slice(start.length));
  return !isCut && start !== "" && !start.startsWith("arn:") && !"arn:".startsWith(start);
}

function holdsArns({ form }: ValueForm): boolean {
  return form === "resource-arn" || form === "policy-arn";
}

/** Can a request have a value of the form that the text matches? What is filled in may be anything. */
export function mayBeOfForm(written: Scalar, { shapes }: ValueForm, { operator }: OperatorUse): boolean {
  const caseless = operator.name.endsWith("IgnoreCase");
  const set = textSetOf(written, { variables: "no", wildcards: operator.wildcards, caseless }, new Map());
  return set === undefined || shapes.some((shape) => commonText(set.shape, shape, new Effort(EFFORT)).state !== "none");
}

const EFFORT = 20_000;
