/**
 * The resource of a request, to hold policies against: one ARN, or several of which one is meant and nobody knows
 * which.
 */
import { Effort } from "../domains/effort.ts";
import { commonText } from "../domains/shape-search.ts";
import { ANYTHING, literalShape, NO_COLON, one, run, type TextShape } from "../domains/text-shape.ts";
import { wildcardParts } from "../domains/wildcard.ts";
import { splitArn } from "./arn.ts";
import { type ArnText, readArnText } from "./arn-pattern.ts";

export type RequestedResource = RequestArn | PossibleArns;

/** The resource of a request: `*` if the action has none; undefined fields if it is no ARN. */
export interface RequestArn {
  readonly text: string;
  readonly lowerCase: string;
  readonly arn: ArnText | undefined;
  /** With the fields before the resource part in lower case, where that makes a difference. */
  readonly folded: ArnText | undefined;
}

/** The resource is one of these. */
export interface PossibleArns {
  readonly possible: readonly PossibleArn[];
}

export interface PossibleArn {
  /** What every such ARN has in common: `STAND_IN` for each part that may be anything. */
  readonly standIn: RequestArn;
  /** All of them, in lower case. */
  readonly shape: TextShape;
}

/** A character that Unicode keeps for no text: only a wildcard matches it. */
export const STAND_IN = "\uffff";

export function readRequestArn(text: string): RequestArn {
  const arn = readArnText(text);
  const lowerCase = text.toLowerCase();
  if (arn === undefined) return { text, lowerCase, arn, folded: undefined };
  const fields = arn.fields.map((field) => field.toLowerCase());
  const differs = fields.some((field, index) => field !== arn.fields[index]);
  return {
    text,
    lowerCase,
    arn,
    folded: differs ? { ...arn, text: [...fields, arn.resource].join(":"), fields } : undefined,
  };
}

/** `*` and `?` in each text stand for what is not known; `*` alone is any resource, and the lack of one. */
export function readPossibleArns(texts: readonly string[]): PossibleArns {
  return {
    possible: texts.map((text) => ({
      standIn: readRequestArn(text.replace(/[*?]/g, STAND_IN)),
      shape: shapeOfArn(text.toLowerCase()),
    })),
  };
}

/** The ARNs that the resource may be, with `STAND_IN` for what is not known of them; none if it has none. */
export function arnsOf(resource: RequestedResource): readonly ArnText[] {
  const read = "possible" in resource ? resource.possible.map(({ standIn }) => standIn) : [resource];
  const arns = read.flatMap(({ arn }) => arn ?? []);
  return arns.length === read.length ? arns : [];
}

/** Can the resource be one of the ARNs that `arn` stands for, with `*` for any text? Beyond a bound it is said to be able to. */
export function mayBeAmong(arn: string, { possible }: PossibleArns): boolean {
  const wanted = shapeOfArn(arn.toLowerCase());
  return possible.some(({ shape }) => commonText(wanted, shape, new Effort(EFFORT)).state !== "none");
}

/** Enough for two ARNs of a few hundred characters. */
const EFFORT = 100_000;

/** No field before the resource part holds a colon. */
function shapeOfArn(text: string): TextShape {
  const at = splitArn(text)[5]?.start ?? 0;
  return [...wildcardShape(text.slice(0, at), NO_COLON), ...wildcardShape(text.slice(at), ANYTHING)];
}

/** `*` and `?` stand for characters of the kinds. */
export function wildcardShape(text: string, kinds: number): TextShape {
  return wildcardParts(text).flatMap((part): TextShape => {
    switch (part.kind) {
      case "text":
        return literalShape(part.text);
      case "one":
        return [one(kinds)];
      case "run":
        return [run(kinds)];
    }
  });
}

/** Of one of its objects it is not known which, but its policy is that of the bucket. */
export function bucketOfAll([first = "", ...others]: readonly string[]): string | undefined {
  return others.length === 0 ? /^(arn:[^:*?]+:s3:::[^:*?/]+)\/\*$/.exec(first)?.[1] : undefined;
}
