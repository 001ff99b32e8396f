/** Texts of which a part is filled in elsewhere, as far as a check can read them all the same. */
import { type Hole } from "../syntax/value.ts";
import { stretchToChange } from "./changes.ts";

interface OpenText {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** No text of a policy has it, and no pattern of a check asks for it. */
export const OPEN = "\0";

/**
 * As long as the text, with a character that nothing else has for each that is filled in: the marks of tools have colons
 * (`${AWS::Region}`), slashes and signs, and what will stand there is one field or a part of one.
 */
export function shapeOf({ text, holes }: OpenText): string {
  if (holes.length === 0) return text;
  let shape = "";
  let at = 0;
  for (const { start, end } of holes) {
    if (end <= at) continue;
    shape += text.slice(at, start) + OPEN.repeat(end - Math.max(start, at));
    at = end;
  }
  return shape + text.slice(at);
}

/** Does the file itself say what fills the text in, so that what it writes otherwise is AWS's to read? */
export function isFilledByFile({ holes }: OpenText): boolean {
  return holes.every(
    ({ stands, isName, isOwnName, madeOf, variable }) =>
      stands !== undefined || isName === true || isOwnName === true || madeOf !== undefined || variable !== undefined,
  );
}

export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

export interface DeployedExample {
  /** In some partition, account and Region. */
  readonly text: string;
  /** Another text than that one, as the smallest change of the text with its holes; undefined if it would cut one. */
  changeTo(fixed: string): TextChange | undefined;
}

/** Undefined where something else is filled in than where the policy is deployed. */
export function deployedExample({ text, holes }: OpenText): DeployedExample | undefined {
  const pieces: { readonly start: number; readonly end: number; readonly filled: string; readonly at: number }[] = [];
  let filled = "";
  let at = 0;
  for (const { start, end, stands } of holes) {
    if (stands === undefined) return undefined;
    filled += text.slice(at, start);
    pieces.push({ start, end, filled: EXAMPLES[stands], at: filled.length });
    filled += EXAMPLES[stands];
    at = end;
  }
  const example = filled + text.slice(at);
  /** The offset in the text with holes; undefined inside of one. */
  const back = (offset: number): number | undefined => {
    let shift = 0;
    for (const piece of pieces) {
      if (offset <= piece.at) break;
      if (offset < piece.at + piece.filled.length) return undefined;
      shift += piece.end - piece.start - piece.filled.length;
    }
    return offset + shift;
  };
  return {
    text: example,
    changeTo(fixed) {
      const changed = stretchToChange(example, fixed);
      const [start, end] = [back(changed.start), back(changed.end)];
      if (start === undefined || end === undefined) return undefined;
      return { start, end, by: fixed.slice(changed.start, fixed.length - (example.length - changed.end)) };
    },
  };
}

const EXAMPLES = { partition: "aws", account: "111122223333", region: "us-east-1" } as const;
