/**
 * `#{AWS::AccountId}` in a statement of a service that has no plugin for it: neither the Serverless Framework nor
 * CloudFormation replaces it. Source: the plugin `serverless-pseudo-parameters`; "Variables" of the framework's documentation.
 */
import { spanWithin, type StringValue, type Value } from "../syntax/value.ts";
import { type Edit } from "../text/edit.ts";
import { insertion, hasTag } from "./cloudformation/names-as-text.ts";
import { type Departure } from "./host.ts";
import { isServerlessRoot } from "./serverless.ts";
import { leavesTextAlone } from "./serverless-plugins.ts";
import { valuesOfStatements } from "./statement-values.ts";

export function marksWithoutPlugin(root: Value, text: string): readonly Departure[] {
  if (!text.includes("#{AWS::") || !isServerlessRoot(root) || !leavesTextAlone(root)) return [];
  const read = root.members.filter(({ key }) => HAVE_STATEMENTS.has(key));
  const values = read.flatMap(({ value }) => (value?.kind === "object" ? valuesOfStatements(value) : []));
  const found = [...new Set(values.map(({ value }) => value))].flatMap((value) => {
    const [mark] = value.kind === "string" ? value.text.matchAll(MARK) : [];
    return value.kind !== "string" || mark === undefined ? [] : [{ value, mark }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const [written] = first.mark;
  const { index } = first.mark;
  return [
    {
      kind: "mark-without-plugin",
      span: spanWithin(first.value, index, index + written.length),
      count: found.length,
      named: { written, meant: written.replace("#", "$") },
      repair: found.every(({ value }) => isPlain(value, text)) ? found.flatMap(({ value }) => inFunction(value)) : [],
    },
  ];
}

const HAVE_STATEMENTS: ReadonlySet<string> = new Set(["provider", "functions", "resources"]);

const MARK = /#\{AWS::(?:AccountId|Partition|Region|StackId|StackName|URLSuffix)\}/g;

/** What else stands in `${…}` may be for AWS, and `Fn::Sub` would take it for a name. */
function isPlain(value: StringValue, text: string): boolean {
  return !value.text.includes("${") && !hasTag(value, text);
}

function inFunction(value: StringValue): readonly Edit[] {
  const marks = [...value.text.matchAll(MARK)];
  return [
    insertion(value.span.start, "!Sub "),
    ...marks.map(({ index }) => ({ span: spanWithin(value, index, index + 1), newText: "$" })),
  ];
}
