/** Texts that a template puts together. Source: "Fn::Join" of the "AWS CloudFormation Template Reference Guide". */
import { type FilledText, holeOf, TextBuilding } from "../../syntax/filled-text.ts";
import { type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { choicesOf, offeredIn } from "../choices.ts";
import { eitherOf, filledOf, textAt } from "../placed-values.ts";
import { parameterText } from "./parameters.ts";
import { type Template } from "./template.ts";

interface JoinReading {
  readonly template: Template;
  readonly fill: (value: Value) => Value;
  /** One text is asked for: where several are possible, what differs is open. */
  readonly isOne?: true;
}

/** `[separator, list]`; undefined where what is in the list is not known. */
export function joinedText(argument: Value, span: Span, { template, fill, isOne }: JoinReading): Value | undefined {
  const [separator, list, ...others] = argument.kind === "array" ? argument.items : [];
  if (separator?.kind !== "string" || list?.kind !== "array" || others.length > 0) return undefined;
  const items = list.items.map((item) => ({ item, value: fill(item) }));
  // What is absent leaves its separator out as well.
  if (items.some(({ value }) => value.kind === "either" && value.options.includes(undefined))) return undefined;
  const parts = items.map(({ item, value }, index) => {
    const offered = isOne ? undefined : offeredIn(value);
    return { name: String(index), texts: offered ?? [filledOf(value) ?? openText(item, template)] };
  });
  const choices = choicesOf(parts);
  const made = choices.map((chosen) => {
    const building = new TextBuilding();
    for (const [index, { item, value }] of items.entries()) {
      if (index > 0) building.add(separator.text);
      const text = chosen.texts.get(String(index)) ?? filledOf(value) ?? openText(item, template);
      building.add(text.text, text.holes);
    }
    return textAt(building.result(), span);
  });
  return eitherOf(
    made,
    span,
    choices.map(({ when }) => when),
  );
}

function openText(item: Value, template: Template): FilledText {
  return parameterText(item, template) ?? holeOf("${…}");
}
