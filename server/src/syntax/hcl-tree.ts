/**
 * HCL as it is written: bodies of attributes and blocks, and expressions, each with its span. Nothing is evaluated here.
 * Source: "HCL Native Syntax Specification".
 */
import { type Span } from "../text/span.ts";
import { type Piece } from "../text/span-map.ts";

export interface HclFile {
  readonly body: HclBody;
  /** Where the text is not what HCL has there; the first thing that was found, or nothing. */
  readonly problems: readonly Span[];
}

/** What stands between a block's braces, or the whole of a file, in the order written. */
export interface HclBody {
  readonly span: Span;
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

export interface HclAttribute {
  readonly kind: "attribute";
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
  /** From the name to the end of the value. */
  readonly span: Span;
}

export interface HclBlock {
  readonly kind: "block";
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly HclLabel[];
  readonly body: HclBody;
  /** From the type to the closing brace. */
  readonly span: Span;
}

export interface HclLabel {
  readonly text: string;
  readonly span: Span;
}

export type HclExpression =
  | HclTemplate
  | HclLiteral
  | HclTuple
  | HclObject
  | HclCall
  | HclReference
  | HclAccess
  | HclConditional
  | HclFor
  | HclOperation
  | HclMissing;

/** A quoted text or a heredoc. */
export interface HclTemplate {
  readonly kind: "template";
  readonly form: "quoted" | "heredoc";
  readonly span: Span;
  /** What stands between the quotes, or on the lines of the heredoc. */
  readonly inner: Span;
  readonly parts: readonly HclTemplatePart[];
  /** What `<<-` takes away from the start of each line. */
  readonly indent: string;
  readonly closed: boolean;
}

export type HclTemplatePart = HclText | HclInterpolation | HclDirective;

/** Characters that stand for themselves, decoded. */
export interface HclText {
  readonly kind: "text";
  readonly span: Span;
  readonly text: string;
  /** From offsets in `text` to offsets in the file. */
  readonly pieces: readonly Piece[];
}

/** `${…}` */
export interface HclInterpolation {
  readonly kind: "interpolation";
  readonly span: Span;
  readonly value: HclExpression;
  readonly strips: HclStrips;
}

/** `%{if …}`, `%{for …}` and what ends them. */
export interface HclDirective {
  readonly kind: "directive";
  readonly span: Span;
  readonly word: string;
  readonly strips: HclStrips;
}

/** `~` takes away the white space beside it. */
export interface HclStrips {
  readonly before: boolean;
  readonly behind: boolean;
}

export interface HclLiteral {
  readonly kind: "literal";
  readonly span: Span;
  /** A number as it is written. */
  readonly value: boolean | null | { readonly number: string };
}

export interface HclTuple {
  readonly kind: "tuple";
  readonly span: Span;
  readonly items: readonly HclExpression[];
}

export interface HclObject {
  readonly kind: "object";
  readonly span: Span;
  readonly items: readonly HclObjectItem[];
}

export interface HclObjectItem {
  /** A bare name is a reference without steps. */
  readonly key: HclExpression;
  readonly value: HclExpression;
  readonly span: Span;
}

export interface HclCall {
  readonly kind: "call";
  readonly span: Span;
  /** With its namespaces, as in `provider::aws::arn_parse`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly HclExpression[];
  /** The last argument is a list of arguments: `…` stands behind it. */
  readonly expands: boolean;
}

/** A name and what is taken from it: `aws_s3_bucket.data["a"].arn`. */
export interface HclReference {
  readonly kind: "reference";
  readonly span: Span;
  readonly root: string;
  readonly steps: readonly HclStep[];
}

/** The same of what is no name. */
export interface HclAccess {
  readonly kind: "access";
  readonly span: Span;
  readonly of: HclExpression;
  readonly steps: readonly HclStep[];
}

export type HclStep =
  | { readonly step: "attribute"; readonly name: string; readonly span: Span }
  | { readonly step: "index"; readonly key: HclExpression; readonly span: Span }
  | { readonly step: "splat"; readonly span: Span };

export interface HclConditional {
  readonly kind: "conditional";
  readonly span: Span;
  readonly condition: HclExpression;
  readonly ifTrue: HclExpression;
  readonly ifFalse: HclExpression;
}

/** `[for … : value]` or `{for … : key => value}`. */
export interface HclFor {
  readonly kind: "for";
  readonly span: Span;
  readonly makes: "tuple" | "object";
  readonly names: readonly string[];
  readonly collection: HclExpression;
  readonly key: HclExpression | undefined;
  readonly value: HclExpression;
  readonly condition: HclExpression | undefined;
}

/** Operands with whatever operators between them. */
export interface HclOperation {
  readonly kind: "operation";
  readonly span: Span;
  readonly operands: readonly HclExpression[];
}

/** Nothing stands where a value should. */
export interface HclMissing {
  readonly kind: "missing";
  readonly span: Span;
}

/** The last attribute of that name. */
export function attributeNamed({ attributes }: HclBody, name: string): HclAttribute | undefined {
  for (let at = attributes.length - 1; at >= 0; at--) if (attributes[at]?.name === name) return attributes[at];
  return undefined;
}

export function blocksNamed(body: HclBody, type: string): readonly HclBlock[] {
  return body.blocks.filter((block) => block.type === type);
}
