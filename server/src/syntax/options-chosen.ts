/** Values of which it is known what decides between their options. */
import {
  arrayWith,
  type EitherValue,
  eitherWith,
  memberWith,
  type ObjectValue,
  objectWith,
  type OptionTerms,
  type Value,
} from "./value.ts";

/** The texts of variables, by `variable` of terms. */
export type KnownTexts = ReadonlyMap<string, string>;

/** The object with the options that stand there. It is the same object where nothing is decided. */
export function withOptionsChosen(object: ObjectValue, known: KnownTexts): ObjectValue {
  const members = object.members.map((member) => {
    const value = member.value && chosenIn(member.value, known);
    return value === member.value || value === undefined ? member : memberWith(member, { value });
  });
  return members.some((member, index) => member !== object.members[index]) ? objectWith(object, members) : object;
}

/** Undefined where nothing stands there. */
function chosenIn(value: Value, known: KnownTexts): Value | undefined {
  switch (value.kind) {
    case "object":
      return withOptionsChosen(value, known);
    case "array": {
      const items = value.items.map((item) => chosenIn(item, known));
      const isSame = items.every((item, index) => item === value.items[index]);
      const left = items.filter((item) => item !== undefined);
      // An empty list would be written anew as a whole.
      return isSame || left.length === 0 ? value : arrayWith(value, left);
    }
    case "either":
      return chosenOption(value, known);
    default:
      return value;
  }
}

function indexesOf(hold: readonly (boolean | undefined)[], wanted: true | undefined): readonly number[] {
  return hold.flatMap((holds, index) => (holds === wanted ? [index] : []));
}

/** `AWS::NoValue` is a choice of nothing. */
function somethingOf(value: Value | undefined): Value | undefined {
  return value?.kind === "either" && value.options.every((option) => option === undefined) ? undefined : value;
}

function chosenOption(value: EitherValue, known: KnownTexts): Value | undefined {
  const options = value.options.map((option) => option && chosenIn(option, known));
  const hold = options.map((_, index) => termsHold(value.when?.[index], known));
  const [only, ...others] = hold.includes(true) ? indexesOf(hold, true) : indexesOf(hold, undefined);
  // What is told may be nothing that the file knows of.
  if (only === undefined || (others.length > 0 && hold.every((holds) => holds === undefined)))
    return options.every((one, index) => one === value.options[index]) ? value : eitherWith(value, options);
  const left = [only, ...others];
  if (others.length > 0)
    return eitherWith(
      { ...value, when: left.map((index) => value.when?.[index]) },
      left.map((index) => options[index]),
    );
  // One that is alone from the start may not be there.
  return options.length > 1 || hold[only] === true ? somethingOf(options[only]) : value;
}
function termsHold(terms: OptionTerms | undefined, known: KnownTexts): boolean | undefined {
  if (terms === undefined) return undefined;
  const each = terms.map(({ variable, text, isOther }) => {
    const told = known.get(variable);
    return told === undefined ? undefined : (told === text) !== (isOther === true);
  });
  return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
}
