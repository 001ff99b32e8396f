/**
 * Whether an ARN of a policy can be one of a resource type, both being patterns: does any text fit both?
 * Names are taken narrowly, without `/` and `:`, so that a bucket is not taken for an object.
 */
import { readTemplate } from "../policy/template.ts";

/** A character's code, or what stands for others. */
type Piece = number;
/** Exactly one character. */
const ONE: Piece = -1;
/** The same, not `/` or `:`. */
const NARROW_ONE: Piece = -2;
/** Any run, also an empty one. */
const RUN: Piece = -3;
const NARROW_RUN: Piece = -4;

/** Longer texts are not compared: the table below grows with the product of both lengths. */
const LONGEST_ARN = 400;

/** Asks of a resource type's ARN with its placeholders, such as `arn:${Partition}:s3:::${BucketName}`. */
export function typeTest(arn: string): (template: string) => boolean {
  if (arn.length > LONGEST_ARN) return () => false;
  const pieces = piecesOfPolicyArn(arn);
  return (template) => template.length <= LONGEST_ARN && haveCommonText(piecesOfTemplate(template, isPath), pieces);
}

/**
 * The same with names taken widely: can it be one at all? The reference does not say what a name may hold, so that an
 * application may be called `a/environment/b`; those of buckets hold no separator.
 */
export function wideTypeTest(arn: string): (template: string) => boolean {
  if (arn.length > LONGEST_ARN) return () => true;
  const pieces = piecesOfPolicyArn(arn);
  return (template) => template.length > LONGEST_ARN || haveCommonText(piecesOfTemplate(template, isOpenName), pieces);
}

function isPath(name: string): boolean {
  return /(?:path|object(?:name)?)$/i.test(name);
}

function isOpenName(name: string): boolean {
  return !/^(?:Partition|Region|Account(?:Id)?|BucketName)$/.test(name);
}

function piecesOfPolicyArn(arn: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const part of readTemplate(arn, [], { variables: true, wildcards: true })) {
    if (part.kind !== "literal") pieces.push(part.kind === "wildcard" && part.wildcard === "?" ? ONE : RUN);
    else for (let at = 0; at < part.text.length; at++) pieces.push(part.text.charCodeAt(at));
  }
  return pieces;
}

/** `isWide`: may what stands for the placeholder have separators in it, and be empty? */
function piecesOfTemplate(template: string, isWide: (name: string) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const close = template.startsWith("${", at) ? template.indexOf("}", at) : -1;
    if (close >= 0) {
      const wide = isWide(template.slice(at + 2, close));
      if (isWide === isPath || template.startsWith("${BucketName", at)) pieces.push(wide ? ONE : NARROW_ONE);
      pieces.push(wide ? RUN : NARROW_RUN);
      at = close + 1;
    } else {
      const character = template.charCodeAt(at++);
      pieces.push(character === STAR ? RUN : character);
    }
  }
  return pieces;
}

const STAR = 42;
const SLASH = 47;
const COLON = 58;

/** Fills a table of (rest of a, rest of b) from the ends; at most one step for each pair of pieces. */
function haveCommonText(a: readonly Piece[], b: readonly Piece[]): boolean {
  if (differInLetters(a, b)) return false;
  let below = new Uint8Array(b.length + 1);
  let row = new Uint8Array(b.length + 1);
  for (let i = a.length; i >= 0; i--) {
    const left = a[i];
    for (let j = b.length; j >= 0; j--) {
      const right = b[j];
      const common =
        (left === undefined && right === undefined) ||
        (isRun(left) && below[j] === 1) ||
        (isRun(right) && row[j + 1] === 1) ||
        takesTogether(left, right, below, row, j);
      row[j] = common ? 1 : 0;
    }
    [below, row] = [row, below];
  }
  return below[0] === 1;
}

/** From either end, before anything that stands for others: as those of most other types and services do. */
function differInLetters(a: readonly Piece[], b: readonly Piece[]): boolean {
  const least = Math.min(a.length, b.length);
  for (let at = 0; at < least; at++) {
    const [left = RUN, right = RUN] = [a[at], b[at]];
    if (left < 0 || right < 0) break;
    if (left !== right) return true;
  }
  for (let at = 1; at <= least; at++) {
    const [left = RUN, right = RUN] = [a[a.length - at], b[b.length - at]];
    if (left < 0 || right < 0) break;
    if (left !== right) return true;
  }
  return false;
}

function isRun(piece: Piece | undefined): boolean {
  return piece === RUN || piece === NARROW_RUN;
}

/** One character for both: a piece that is a run stays, any other is used up. */
function takesTogether(
  left: Piece | undefined,
  right: Piece | undefined,
  below: Uint8Array,
  row: Uint8Array,
  j: number,
): boolean {
  if (left === undefined || right === undefined || !shareCharacter(left, right)) return false;
  if (isRun(left)) return !isRun(right) && row[j + 1] === 1;
  return isRun(right) ? below[j] === 1 : below[j + 1] === 1;
}

function shareCharacter(left: Piece, right: Piece): boolean {
  if (left >= 0) return takes(right, left);
  return right < 0 || takes(left, right);
}

function takes(piece: Piece, character: Piece): boolean {
  if (piece >= 0) return piece === character;
  return piece === ONE || piece === RUN || (character !== SLASH && character !== COLON);
}
