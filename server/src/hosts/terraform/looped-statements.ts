/**
 * Statements that a loop of a module makes of the objects that its caller gives: `[for s in var.statements : merge({ Effect =
 * "Allow" }, s)]`. They stand where the objects do; what the module adds to one stands there as a whole.
 */
import {
  type HclCall,
  type HclExpression,
  type HclFor,
  type HclObject,
  type HclReference,
} from "../../syntax/hcl-tree.ts";
import {
  type ArrayValue,
  type Member,
  memberNamed,
  memberWith,
  objectWith,
  type ObjectValue,
  type Value,
} from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { isSameSpan } from "../../text/span.ts";
import { arrayAt, eitherOf, isNothing, placedAt, textAt, unknownAt } from "../placed-values.ts";
import { valueWithin } from "./chosen-values.ts";
import { evaluate } from "./evaluate.ts";
import { nameOfKey, nameOfStep, plainKey, plainText } from "./expression-parts.ts";
import { functionValue } from "./functions.ts";
import { inLoop } from "./loop-around.ts";
import { atTime, MOST_ITEMS, openLoop } from "./loops.ts";
import { type DeclaredValue } from "./module.ts";
import { deeper, type Scope } from "./scope.ts";
import { withDefaults } from "./variable-types.ts";

export interface StatementLoop {
  readonly loop: HclFor;
  /** What the loop is read with. */
  readonly scope: Scope;
  /** Of the variable that it goes through. */
  readonly type: DeclaredValue | undefined;
}

/** Undefined for what is no list or map of settled length. `given` is what the caller writes. */
export function statementsOfLoop(given: Value | undefined, by: StatementLoop): ArrayValue | undefined {
  if (given?.kind !== "array" && given?.kind !== "object") return undefined;
  const { span } = given;
  const items =
    given.kind === "array"
      ? given.items.map((value) => ({ value, key: undefined }))
      : given.members.map(({ key, keySpan, value }) => ({
          value: value ?? unknownAt(span),
          key: textAt({ text: key, holes: [] }, keySpan),
        }));
  if (items.length > MOST_ITEMS) return undefined;
  const made = items.map(({ value, key }) => madeOf(value, key, by));
  return arrayAt(made, span);
}

/** Is each statement the object that is given, with more beside what it says? */
export function keepsObjects({ loop: { names, value } }: StatementLoop): boolean {
  const item = names.at(-1);
  const last = value.kind === "call" && value.name === "merge" && !value.expands ? value.arguments.at(-1) : value;
  return isNamed(last, item);
}

function madeOf(value: Value, key: Value | undefined, by: StatementLoop): Value {
  if (value.kind === "either") {
    const options = value.options.map((option) => option && madeOf(option, key, by));
    return { ...value, options };
  }
  if (value.kind !== "object") return unknownAt(value.span);
  const { loop } = by;
  const made = new StatementMaking(withDefaultsOf(value, by), key, by).made(loop.value);
  const statement = made === undefined ? unknownAt(value.span) : withUnknowns(made);
  return loop.condition === undefined ? statement : eitherOf([statement, undefined], value.span);
}

/** Of a variable that a loop goes through as it is. */
export function typeOfVariable(collection: HclExpression, { module }: Scope): DeclaredValue | undefined {
  if (collection.kind !== "reference" || collection.root !== "var" || collection.steps.length !== 1) return undefined;
  const [of] = collection.steps;
  return of?.step === "attribute" ? module.typeOf(of.name) : undefined;
}

/** What the variable's type adds stands where the object does. */
export function withDefaultsOf(item: ObjectValue, { type, scope }: Pick<StatementLoop, "type" | "scope">): ObjectValue {
  const of = type?.value.kind === "call" ? type.value.arguments[0] : undefined;
  const inType = type && deeper(scope, type.file);
  if (of === undefined || inType === undefined) return item;
  const read = (expression: HclExpression): Value | undefined => {
    const value = evaluate(expression, inType);
    return value && placedAt(value, item.span);
  };
  const whole = withDefaults(item, of, read);
  if (whole.kind !== "object") return item;
  const given = new Set(item.members.map(({ key }) => key));
  const added = whole.members.filter(({ key, value }) => !given.has(key) && value?.kind !== "unknown");
  return objectWith(item, [
    ...whole.members.filter(({ key }) => given.has(key)),
    ...added.map(({ key, value }) => memberAt(key, value, item)),
  ]);
}

function memberAt(key: string, value: Value | undefined, { span }: ObjectValue): Member {
  return { key, keyHoles: [], keySpan: span, keyMap: wholeAt(span), span, value };
}

const OPEN_NAME = "${...}";

class StatementMaking {
  readonly #item: ObjectValue;
  readonly #by: StatementLoop;
  readonly #inside: Scope;

  constructor(item: ObjectValue, key: Value | undefined, by: StatementLoop) {
    this.#item = item;
    this.#by = by;
    const { names, collection } = by.loop;
    const time = new Map<string, Value>([[names.at(-1) ?? "", item]]);
    if (names.length > 1 && key !== undefined) time.set(names[0] ?? "", key);
    this.#inside = inLoop(by.scope, atTime(openLoop(names, collection.span), time));
  }

  /** Undefined where nothing stands. */
  made(expression: HclExpression): Value | undefined {
    if (--this.#inside.budget.left < 0) return unknownAt(this.#item.span);
    switch (expression.kind) {
      case "reference":
        return this.#isItem(expression) ? this.#referred(expression) : this.#placed(expression);
      case "call":
        return this.#called(expression);
      case "object":
        return objectWith(
          this.#item,
          expression.items.flatMap((one) => this.#member(one)),
        );
      case "for":
        return this.#withoutNulls(expression) ?? this.#placed(expression);
      default:
        return this.#placed(expression);
    }
  }

  #isItem({ root }: HclReference): boolean {
    return root === this.#by.loop.names.at(-1);
  }

  /** An attribute that is not given is null. */
  #referred({ steps }: HclReference): Value | undefined {
    const [first, ...others] = steps;
    if (first === undefined) return this.#item;
    const name = nameOfStep(first);
    const isMissing =
      name !== undefined &&
      memberNamed(this.#item, name) === undefined &&
      this.#item.members.every(({ keyHoles }) => keyHoles.length === 0);
    if (isMissing) return others.length === 0 ? undefined : unknownAt(this.#item.span);
    return valueWithin(this.#item, steps, this.#item.span, plainKey);
  }

  #called(call: HclCall): Value | undefined {
    if (call.name === "try" || call.name === "coalesce") {
      for (const argument of call.arguments) {
        const value = this.made(argument);
        if (value !== undefined && !isNothing(value)) return value;
      }
      return undefined;
    }
    const lookedUp = call.name === "lookup" ? this.#lookedUp(call) : undefined;
    if (lookedUp !== undefined) return lookedUp.value;
    const value = functionValue(
      { ...call, span: this.#item.span },
      {
        argument: (index) => {
          const argument = call.arguments[index];
          return argument && this.made(argument);
        },
      },
    );
    return value ?? unknownAt(this.#item.span);
  }

  /** Undefined for what is looked up in something else. */
  #lookedUp({ arguments: [of, key, standard] }: HclCall): { readonly value: Value | undefined } | undefined {
    const name = key && plainText(key);
    if (of?.kind !== "reference" || !this.#isItem(of) || of.steps.length > 0 || name === undefined) return undefined;
    const value = this.#referred({ ...of, steps: [{ step: "attribute", name, span: of.span }] });
    if (value !== undefined || standard === undefined) return { value };
    // An attribute that the type of the variable has is there, as null.
    return { value: this.#isTyped(name) ? undefined : this.made(standard) };
  }

  #isTyped(name: string): boolean {
    const type = this.#by.type?.value;
    const of = type?.kind === "call" ? type.arguments[0] : undefined;
    const [attributes] = of?.kind === "call" && of.name === "object" ? of.arguments : [];
    return attributes?.kind === "object" && attributes.items.some(({ key }) => nameOfKey(key) === name);
  }

  /** Under the name that the module gives it, at the place of what is given for it. */
  #member({ key, value }: HclObject["items"][number]): readonly Member[] {
    const name = nameOfKey(key);
    const made = this.made(value);
    if (name === undefined)
      return [memberWith(memberAt(OPEN_NAME, made, this.#item), { keyHoles: [{ start: 0, end: OPEN_NAME.length }] })];
    const given = this.#attributeIn(value);
    const isGiven = given?.value !== undefined && made !== undefined && isSameSpan(made.span, given.value.span);
    return [isGiven ? memberWith(given, { key: name, value: made }) : memberAt(name, made, this.#item)];
  }

  /** The attribute of the object that an expression is, or takes before anything else. */
  #attributeIn(expression: HclExpression): Member | undefined {
    const first = expression.kind === "call" ? expression.arguments[0] : expression;
    if (first?.kind !== "reference" || !this.#isItem(first)) return undefined;
    const name = nameOfStep(first.steps[0]);
    return name === undefined ? undefined : memberNamed(this.#item, name);
  }

  /** `{ for k, v in {…} : k => v if v != null }`. */
  #withoutNulls({ makes, names, collection, key, value, condition }: HclFor): Value | undefined {
    const [name, of] = names;
    const isPlain = makes === "object" && isNamed(key, name) && isNamed(value, of);
    const asked = condition && this.#by.scope.file.text.slice(condition.span.start, condition.span.end);
    if (!isPlain || asked?.replace(/\s/g, "") !== `${of ?? ""}!=null`) return undefined;
    const whole = this.made(collection);
    if (whole?.kind !== "object") return undefined;
    return objectWith(
      whole,
      whole.members.filter((member) => member.value !== undefined && member.value.kind !== "null"),
    );
  }

  #placed(expression: HclExpression): Value | undefined {
    const value = evaluate(expression, this.#inside);
    return value && placedAt(value, this.#item.span);
  }
}

/** Whether an attribute that is not given is null, or no attribute at all, is for the type of the variable to say. */
function withUnknowns(value: Value): Value {
  if (value.kind !== "object") return value;
  const members = value.members.map((member) =>
    memberWith(member, { value: member.value === undefined ? unknownAt(value.span) : withUnknowns(member.value) }),
  );
  return objectWith(value, members);
}

function isNamed(expression: HclExpression | undefined, name: string | undefined): boolean {
  return (
    name !== undefined && expression?.kind === "reference" && expression.root === name && expression.steps.length === 0
  );
}
