/**
 * Variables of AWS that `Fn::Sub` takes for the names of parameters or resources. Source: "Fn::Sub" of the "AWS CloudFormation
 * Template Reference Guide".
 */
import { spanWithin, type StringValue, type Value } from "../../syntax/value.ts";
import { type Edit } from "../../text/edit.ts";
import { type Span } from "../../text/span.ts";
import { type Departure } from "../host.ts";
import { POLICY_VARIABLE } from "../policy-variables.ts";

const WRITTEN = new RegExp(`\\$\\{${POLICY_VARIABLE.source}\\}`, "gi");

/** Of a template of CloudFormation: other tools replace some of them before it comes there. */
export function variablesAsNames(root: Value, text: string): readonly Departure[] {
  if (text.search(WRITTEN) < 0) return [];
  const found = patternsIn(root).flatMap((pattern) =>
    [...pattern.text.matchAll(WRITTEN)].map(({ index, 0: written }) => ({
      span: spanWithin(pattern, index, index + written.length),
      sign: spanWithin(pattern, index, index + "${".length),
    })),
  );
  const [first] = found;
  if (first === undefined) return [];
  const repair = found.map(({ sign: { end } }): Edit => ({ span: at(end), newText: "!" }));
  return [{ kind: "variable-as-name", span: first.span, count: found.length, repair }];
}

function at(offset: number): Span {
  return { start: offset, end: offset };
}

/** Those that fill in what the template declares: names of its own that a pattern has beside it are let alone. */
function patternsIn(root: Value): readonly StringValue[] {
  const found: StringValue[] = [];
  const open: Value[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.kind === "array") open.push(...value.items);
    if (value.kind !== "object") continue;
    for (const { key, value: held } of value.members) {
      if (held === undefined) continue;
      if (key === "Fn::Sub" && held.kind === "string") found.push(held);
      else open.push(held);
    }
  }
  return found;
}
