/** What the statements of a resource such as a Lambda permission are made of, in every file's language. */
import { TextBuilding, type FilledText } from "../syntax/filled-text.ts";
import { type Member, type ObjectValue, type Value } from "../syntax/value.ts";
import { NOWHERE } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";

/** The ARN of the Lambda function of that name, in a partition, Region and account that the file leaves open. */
export function functionNamed({ text, holes }: FilledText): FilledText {
  const building = new TextBuilding();
  building.add("arn:");
  building.addHole("${partition}", { stands: "partition" });
  building.add(":lambda:");
  building.addHole("${region}", { stands: "region" });
  building.add(":");
  building.addHole("${account}", { stands: "account" });
  building.add(":function:");
  building.add(text, holes);
  return building.result();
}

/** An element that is written nowhere as such. */
export function madeOf(members: readonly Member[], span: Span): ObjectValue {
  return { kind: "object", span, members };
}

/** Its key is written nowhere as such, and `keySpan` is what to point at. */
export function held(key: string, value: Value, keySpan: Span): Member {
  return { key, keyHoles: [], keySpan, keyMap: NOWHERE, span: value.span, value };
}

/** A condition that a property of the resource becomes. */
export interface GrantCondition {
  readonly operator: string;
  readonly member: Member;
}

/** The conditions by their operators, as an element; none where there are none. */
export function conditionOf(conditions: readonly GrantCondition[], span: Span): readonly Member[] {
  const operators = [...new Set(conditions.map(({ operator }) => operator))].map((operator) => {
    const own = conditions.filter((one) => one.operator === operator).map(({ member }) => member);
    return held(operator, madeOf(own, span), own[0]?.keySpan ?? span);
  });
  const [first] = operators;
  return first === undefined ? [] : [held("Condition", madeOf(operators, span), first.keySpan)];
}
