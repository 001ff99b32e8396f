/** Texts of a policy, with wildcards, variables and holes, as sets of texts of a request. */
import { append } from "../../domains/append.ts";
import {
  ANYTHING,
  caselessShape,
  compactShape,
  KIND,
  literalShape,
  NO_COLON,
  one,
  run,
  type ShapeItem,
  type TextShape,
} from "../../domains/text-shape.ts";
import { splitArn } from "../../policy/arn.ts";
import { type Scalar } from "../../policy/policy.ts";
import { readTemplate, shapeOfHole, type TemplatePart } from "../../policy/template.ts";
import { type VariableValues } from "./variable-values.ts";

export type SubstitutesVariables = "yes" | "no" | "unknown";

/** The texts that a value of a policy matches: at the most those of the shape, and if `exact` just those. */
export interface TextSet {
  readonly shape: TextShape;
  readonly exact: boolean;
  /** Equal for values that match the same texts in every request, whatever their variables stand for. */
  readonly identity: string | undefined;
  /** The identities of values all of whose texts this one matches too. */
  readonly covers: readonly string[];
}

/** Nothing is known of it but its shape. */
export const WITHOUT_IDENTITY = { identity: undefined, covers: [] } as const;

export interface TextReading {
  readonly variables: SubstitutesVariables;
  readonly wildcards: boolean;
  readonly caseless: boolean;
}

/** The keys of the variables in a text, in lower case. */
export function variableKeys({ text, holes }: Scalar, variables: SubstitutesVariables): readonly string[] {
  if (variables !== "yes" || !text.includes("${")) return [];
  return readTemplate(text, holes, { variables: true, wildcards: true }).flatMap((part) =>
    part.kind === "variable" ? [part.key.toLowerCase()] : [],
  );
}

/** Undefined if the value matches no text: a variable in it has neither value nor default. */
export function textSetOf({ text, holes }: Scalar, reading: TextReading, values: VariableValues): TextSet | undefined {
  const parts = readTemplate(text, holes, { variables: reading.variables !== "no", wildcards: reading.wildcards });
  const items = itemsOf(parts, ANYTHING, reading, values);
  if (items === undefined) return undefined;
  const named = parts.some((part) => part.kind === "variable") && parts.every((part) => part.kind !== "hole");
  const identity = named && reading.variables === "yes" ? identityOf(text, reading) : WITHOUT_IDENTITY;
  return { shape: compactShape(items.items), exact: items.exact, ...identity };
}

/**
 * A text in any case is more than the text in its own. A pattern matches the text that it is written with, but what is
 * substituted may hold wildcards, so it is more than that text.
 */
function identityOf(text: string, { wildcards, caseless }: TextReading): Pick<TextSet, "identity" | "covers"> {
  const equal = `equal ${text}`;
  if (!wildcards && !caseless) return { identity: equal, covers: [equal] };
  const identity = `${wildcards ? "like" : "folded"} ${text}`;
  return { identity, covers: [identity, equal] };
}

/** The ARNs that a value under an ARN operator matches: field by field, `*` stays within its field. */
export function arnSetOf(scalar: Scalar, variables: SubstitutesVariables, values: VariableValues): TextSet | undefined {
  const reading = { variables, wildcards: true, caseless: false };
  const fields = splitArn(scalar.text);
  const items: ShapeItem[] = [...literalShape("arn")];
  // The reader of an open text cannot tell where its fields are, and short or lone patterns are not documented.
  let exact = scalar.holes.length === 0 && fields.length === 6 && fields[0]?.text === "arn";
  if (scalar.holes.length > 0 || fields.length === 1)
    return { shape: [run(ANYTHING)], exact: false, ...WITHOUT_IDENTITY };
  for (const { text, start, end, field } of fields.slice(1)) {
    const holes = scalar.holes.filter((hole) => hole.start < end && hole.end > start);
    const last = field === "resource";
    const read = itemsOf(
      readTemplate(text, holes, { variables: variables !== "no", wildcards: true }),
      last ? ANYTHING : NO_COLON,
      reading,
      values,
    );
    if (read === undefined) return undefined;
    append(items, literalShape(":"));
    append(items, read.items);
    exact &&= read.exact;
  }
  if (fields.length < 6) items.push(run(ANYTHING));
  const named = scalar.text.includes("${") && variables === "yes" && exact;
  const identity = `arn ${scalar.text}`;
  return { shape: compactShape(items), exact, ...(named ? { identity, covers: [identity] } : WITHOUT_IDENTITY) };
}

/** Every ARN: six fields, of which the partition is `aws` or begins with it. */
export const ANY_ARN: TextShape = [
  ...literalShape("arn:aws"),
  run(KIND.lower | KIND.digit),
  ...Array.from({ length: 3 }, () => [...literalShape(":"), run(NO_COLON)]).flat(),
  ...literalShape(":"),
  run(ANYTHING),
];

export interface ReadItems {
  readonly items: readonly ShapeItem[];
  readonly exact: boolean;
}

/** No policy that AWS takes is much longer, apart from some key policies; what a longer text matches is left open. */
export const LONGEST_TEXT = 20_480;

/** Undefined if the texts match nothing: a variable among them has neither value nor default. */
export function itemsOf(
  parts: readonly TemplatePart[],
  wildKinds: number,
  { variables, caseless }: TextReading,
  values: VariableValues,
): ReadItems | undefined {
  const items: ShapeItem[] = [];
  if ((parts.at(-1)?.end ?? 0) > LONGEST_TEXT) return { items: [run(ANYTHING)], exact: false };
  let exact = true;
  const addText = (text: string): void => {
    const shape = caseless ? caselessShape(text) : literalShape(text);
    append(items, shape ?? [run(ANYTHING)]);
    exact &&= shape !== undefined;
  };
  for (const part of parts) {
    switch (part.kind) {
      case "literal":
        // Without knowing the version we do not know whether an escape is one.
        if (variables === "unknown" && part.text.length !== part.end - part.start) addOpen();
        else addText(part.text);
        break;
      case "wildcard":
        items.push(part.wildcard === "*" ? run(wildKinds) : one(wildKinds));
        break;
      case "hole":
        append(items, shapeOfHole(part));
        exact = false;
        break;
      case "variable": {
        const value = variables === "yes" ? values.get(part.key.toLowerCase()) : undefined;
        if (value?.state === "absent") {
          if (part.fallback === undefined) return undefined;
          addText(part.fallback);
        } else if (value?.state === "text" && value.text !== "" && !/[*?]/.test(value.text)) addText(value.text);
        else addOpen();
      }
    }
  }
  return { items, exact };

  function addOpen(): void {
    items.push(run(ANYTHING));
    exact = false;
  }
}
