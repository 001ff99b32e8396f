import { type Catalog } from "../../catalog/catalog.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { shapeOf } from "../../policy/shape.ts";
import { type Check, type Finding } from "../check.ts";
import { replacePart } from "../../policy/changes.ts";
import { languageVersion, textsForVariables, textsWithVariables } from "../variables.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  unclosed: (text: string) =>
    say`${name(text)} has no closing ${name("}")}, so AWS takes it as plain text. Add the ${name("}")}.`,
  noBraces: (written: string, fixed: string) =>
    say`A variable stands in braces, so AWS takes ${name(written)} as plain text. Write ${name(fixed)}.`,
  noSign: (written: string, fixed: string) =>
    say`A variable starts with ${name("$")}, so AWS takes ${name(written)} as plain text. Write ${name(fixed)}.`,
  spaces: (variable: string) =>
    say`A variable cannot have spaces around its key, so AWS does not replace ${name(variable)}. Remove the spaces.`,
  defaultWithoutQuotes: (variable: string) =>
    say`The default value of a variable needs single quotes, so AWS does not replace ${name(variable)}. Put it in single quotes.`,
});

export const malformedVariable: Check = {
  code: "malformed-variable",
  severity: "error",
  summary: "A policy variable is not written in the form that AWS replaces.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, catalog, broken }) {
    if (languageVersion(policy, broken) !== "2012-10-17") return;
    for (const scalar of textsWithVariables(policy)) yield* malformedIn(scalar, catalog);
    for (const scalar of textsForVariables(policy)) yield* withoutBraces(scalar, catalog);
  },
};

/**
 * `$aws:username` and `$(aws:username)`, as shells write theirs, and braces alone: `{aws:username}`. A name may hold such a
 * text, but nobody gives it one. Behind another sign, braces are those of a tool.
 */
function* withoutBraces(scalar: Scalar, catalog: Catalog): Generator<Finding> {
  for (const found of shapeOf(scalar).matchAll(BRACELESS)) {
    const [written, inside, bare, inBraces] = found;
    const key = inside ?? bare ?? inBraces ?? "";
    if (catalog.conditionKey(key) === undefined) continue;
    const fixed = `\${${key}}`;
    const end = found.index + written.length;
    yield {
      span: scalar.within(found.index, end),
      severity: "warning",
      ...MESSAGES[inBraces === undefined ? "noBraces" : "noSign"](written, fixed),
      fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replacePart(scalar, found.index, end, fixed) }],
    };
  }
}

const BRACELESS = /\$(?:\((aws:[\w/-]+)\)|(aws:\w+(?:\/[\w-]+)?))|(?<![^\w/:.*-])\{(aws:\w+(?:\/[\w-]+)?)\}(?!\})/gi;

function* malformedIn(scalar: Scalar, catalog: Catalog): Generator<Finding> {
  const text = shapeOf(scalar);
  let start = text.indexOf("${");
  while (start >= 0) {
    const close = text.indexOf("}", start);
    if (close < 0) {
      if (isSettled(scalar)) yield* unclosed(scalar, start, catalog);
      return;
    }
    yield* malformedInside(scalar, start, close, catalog);
    start = text.indexOf("${", close);
  }
}

/** Only a known key proves that a variable was meant. */
function* unclosed(scalar: Scalar, start: number, catalog: Catalog): Generator<Finding> {
  const rest = scalar.text.slice(start);
  const key = /^\$\{\s*([A-Za-z0-9:-]+)/.exec(rest)?.[1];
  if (key === undefined || catalog.conditionKey(key) === undefined) return;
  yield {
    span: scalar.within(start, scalar.text.length),
    ...MESSAGES.unclosed(rest),
  };
}

function* malformedInside(scalar: Scalar, start: number, close: number, catalog: Catalog): Generator<Finding> {
  const inside = scalar.text.slice(start + 2, close);
  const span = scalar.within(start, close + 1);
  const comma = inside.indexOf(",");
  const key = comma < 0 ? inside : inside.slice(0, comma);
  if (catalog.conditionKey(key.trim()) === undefined) return;
  if (key !== key.trim()) {
    const fixed = `\${${key.trim()}${comma < 0 ? "" : inside.slice(comma)}}`;
    yield {
      span,
      ...MESSAGES.spaces(`\${${inside}}`),
      fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replacePart(scalar, start, close + 1, fixed) }],
    };
  } else if (comma >= 0 && !QUOTED.test(inside.slice(comma + 1))) {
    const fixed = `\${${key}, '${inside
      .slice(comma + 1)
      .trim()
      .replaceAll("'", "")}'}`;
    yield {
      span,
      ...MESSAGES.defaultWithoutQuotes(`\${${inside}}`),
      fixes: () => [{ title: say`Replace with ${name(fixed)}`, changes: replacePart(scalar, start, close + 1, fixed) }],
    };
  }
}

const QUOTED = /^\s*'[^']*'\s*$/;
