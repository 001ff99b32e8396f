/** Variables of a tool that makes a template: `${name}` in its texts, filled in before CloudFormation sees them. */
import { type StringValue, stringWith, type Value } from "../syntax/value.ts";
import { ownValue } from "../syntax/own-value.ts";
import { type FilledPlace, filledInPlaces } from "./cloudformation/substitution.ts";
import { filledOf, placedAt } from "./placed-values.ts";

/** By the name between `${` and `}`; undefined where the file does not settle it. */
export type Variables = (name: string) => Value | undefined;

export const NO_VARIABLES: Variables = () => undefined;

/**
 * A text stands at the reference, because others may refer to it as well; a list, or an object, where it is written.
 * `settle` says what a value that a variable stands for comes to itself.
 */
export function withVariables(
  value: StringValue,
  variables: Variables,
  settle: (value: Value) => Value | undefined,
): Value {
  const found = value.holes.flatMap(({ start, end }) => {
    const written = value.text.slice(start, end);
    const named = written.startsWith("${") ? variables(written.slice(2, -1)) : undefined;
    // A copy, so that the tree of the whole file is not kept with it.
    const made = named && settle(ownValue(named));
    return made === undefined ? [] : { start, end, made };
  });
  const [only] = found;
  if (only === undefined) return variables === NO_VARIABLES ? value : withBeginning(value, []);
  if (only.start === 0 && only.end === value.text.length) return placed(only.made, value);
  const places = found.flatMap(({ start, end, made }): readonly FilledPlace[] => {
    const text = filledOf(made);
    return text === undefined ? [] : [{ start, end, made: text }];
  });
  return withBeginning(value, places);
}

function withBeginning(value: StringValue, places: readonly FilledPlace[]): StringValue {
  const whole = places.length === 0 ? value : withOwnWords(filledInPlaces(value, places), value.text);
  const begins = beginningOf(value, places);
  return begins === undefined ? whole : stringWith(whole, { begins });
}

/** With something behind it, it is still said by the variable. */
function withOwnWords(filled: StringValue, written: string): StringValue {
  return stringWith(filled, { extended: (more) => ({ text: written + more }) });
}

/** Of an ARN, what goes up to the last variable. */
function beginningOf(value: StringValue, places: readonly FilledPlace[]): StringValue | undefined {
  const { text, holes } = value;
  const end = holes.reduce((last, hole) => Math.max(last, hole.end), 0);
  if (!text.startsWith("arn:") || end === text.length) return undefined;
  const written = text.slice(0, end);
  const made = filledInPlaces(
    stringWith(value, { text: written, holes: holes.filter((one) => one.end <= end) }),
    places,
  );
  return made.holes.length === 0 ? undefined : withOwnWords(made, written);
}

function placed(made: Value, { span }: StringValue): Value {
  return made.kind === "array" || made.kind === "object" ? made : placedAt(made, span);
}
