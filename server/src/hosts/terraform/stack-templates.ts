/**
 * Policies in the template of CloudFormation that an argument holds. Source: "Resource: aws_cloudformation_stack" of the
 * "hashicorp/aws" provider, on `template_body`.
 */
import { hclWriter } from "../../syntax/hcl-writer.ts";
import { type ExpressionOf } from "../../syntax/hcl-print.ts";
import { readTemplateJson } from "../../syntax/hcl-json.ts";
import { type HclExpression, type HclObject, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { memberNamed } from "../../syntax/value.ts";
import { resultOf } from "../../text/steps.ts";
import { policiesOfResources } from "../cloudformation/policies.ts";
import { templateOf } from "../cloudformation/template.ts";
import { cursorInJson } from "../cursor-in-json.ts";
import { type DocumentInFile, findPolicies, type FoundPolicy } from "../find-policies.ts";
import { type Site } from "../host.ts";
import { PLACEHOLDERS } from "../placeholders.ts";
import { cursorInString } from "../policy-cursor.ts";
import { cursorInObject } from "./cursor-in-object.ts";
import { evaluate, filledText } from "./evaluate.ts";
import { follow, type Followed } from "./follow.ts";
import { partsOf } from "./expression-parts.ts";
import { mayHoldJson } from "./sources.ts";
import { placedInFile, yamlInText } from "./yaml-text.ts";

type StackPolicy = Pick<FoundPolicy, "root" | "path" | "name" | "broken" | "writer"> & {
  readonly cursorAt: Site["cursorAt"];
  readonly saidElsewhere: Pick<Site, "kind" | "uses">;
};

/** Those that stand in the file of `at.scope`; none where the expression holds no template. */
export function policiesOfStack(at: Followed, expressionOf: ExpressionOf | undefined): readonly StackPolicy[] {
  return follow(at.expression, at.scope).flatMap((one) => {
    if (one.scope.file !== at.scope.file) return [];
    if (one.expression.kind === "template" && !mayHoldJson(one.expression)) {
      return policiesOfYaml(one.expression, one.scope);
    }
    return policiesOf(documentOf(one, expressionOf)).map(asWritten);
  });
}

function policiesOf(document: DocumentInFile | undefined): readonly FoundPolicy[] {
  if (document?.root.kind !== "object" || memberNamed(document.root, "Resources") === undefined) return [];
  return [...resultOf(findPolicies(document)), ...policiesOfResources(document)];
}

/** Found in the text of the template, and then moved to the file. */
function policiesOfYaml(template: HclTemplate, scope: Followed["scope"]): readonly StackPolicy[] {
  const text = yamlInText(template, scope);
  if (text === undefined) return [];
  const inText = { ...documentWith(text.root), broken: text.broken };
  const document = { ...inText, writerOf: () => undefined, cursorAt: () => undefined };
  return policiesOf(document).map((found) => ({ ...asWritten(found), ...placedInFile(found.root, text, scope) }));
}

function asWritten(found: FoundPolicy): StackPolicy {
  const { root, path, name, broken, writer, kind, uses } = found;
  return {
    ...{ root, path, name, broken, writer },
    cursorAt: (offset) => found.cursorAt(offset),
    saidElsewhere: { kind, uses },
  };
}

function documentOf(
  { expression, scope }: Followed,
  expressionOf: ExpressionOf | undefined,
): DocumentInFile | undefined {
  if (expression.kind === "template") return jsonDocument(expression, scope);
  const [argument] = expression.kind === "call" && ENCODING.has(expression.name) ? expression.arguments : [];
  if (argument === undefined) return undefined;
  const root = evaluate(argument, scope);
  const { text, body } = scope.file;
  return (
    root && {
      ...documentWith(root),
      broken: false,
      writerOf: () => hclWriter(text, body, expressionOf),
      cursorAt({ span }, offset) {
        const object = objectAt(argument, span.start);
        return object && cursorInObject(object, text, offset);
      },
    }
  );
}

const ENCODING = new Set(["jsonencode", "yamlencode"]);

function documentWith(
  root: DocumentInFile["root"],
): Pick<DocumentInFile, "root" | "template" | "mayHoldFunctions" | "words"> {
  const everywhere = { areIn: () => true };
  return {
    root,
    template: templateOf(root),
    mayHoldFunctions: true,
    words: { statement: everywhere, effect: everywhere },
  };
}

function jsonDocument(template: HclTemplate, scope: Followed["scope"]): DocumentInFile | undefined {
  const read = readTemplateJson(template, scope.file.text, PLACEHOLDERS, {
    textOf: ({ value }) => filledText(value, scope),
    valueOf: () => undefined,
  });
  if (read.root === undefined) return undefined;
  const { root, text, within, problems } = read;
  return {
    ...documentWith(root),
    broken: problems.length > 0,
    writerOf: (policy) => read.writerOf(policy),
    cursorAt({ span }, offset) {
      const cursor = cursorInJson(text, within.innerOffset(span.start), within.innerOffset(offset));
      return cursor && cursorInString(cursor, within);
    },
  };
}

/** The object that begins there. */
function objectAt(expression: HclExpression, start: number): HclObject | undefined {
  if (expression.kind === "object" && expression.span.start === start) return expression;
  const within = partsOf(expression).find(({ part }) => part.span.start <= start && start < part.span.end);
  return within && objectAt(within.part, start);
}
