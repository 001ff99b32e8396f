/**
 * Whether an ARN of a policy can be one of a resource type, both being patterns: does any text fit both?
 * Names are taken narrowly, without `/` and `:`, so that a bucket is not taken for an object.
 */
import { readTemplate } from "../policy/template.ts";

type Piece =
  | { readonly kind: "literal"; readonly character: string }
  /** Exactly one character; `narrow`: not `/` or `:`. */
  | { readonly kind: "one"; readonly narrow: boolean }
  /** Any run, also an empty one. */
  | { readonly kind: "run"; readonly narrow: boolean };

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
  return readTemplate(arn, [], { variables: true, wildcards: true }).flatMap((part): Piece[] => {
    switch (part.kind) {
      case "literal":
        return Array.from(part.text, (character) => ({ kind: "literal", character }));
      case "wildcard":
        return [part.wildcard === "*" ? { kind: "run", narrow: false } : { kind: "one", narrow: false }];
      case "variable":
      case "hole":
        return [{ kind: "run", narrow: false }];
    }
  });
}

/** `isWide`: may what stands for the placeholder have separators in it, and be empty? */
function piecesOfTemplate(template: string, isWide: (name: string) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const close = template.startsWith("${", at) ? template.indexOf("}", at) : -1;
    if (close >= 0) {
      const narrow = !isWide(template.slice(at + 2, close));
      if (isWide === isPath || template.startsWith("${BucketName", at)) pieces.push({ kind: "one", narrow });
      pieces.push({ kind: "run", narrow });
      at = close + 1;
    } else {
      const character = template.charAt(at++);
      pieces.push(character === "*" ? { kind: "run", narrow: false } : { kind: "literal", character });
    }
  }
  return pieces;
}

/** Fills a table of (rest of a, rest of b) from the ends; at most one step for each pair of pieces. */
function haveCommonText(a: readonly Piece[], b: readonly Piece[]): boolean {
  let below = new Uint8Array(b.length + 1);
  for (let i = a.length; i >= 0; i--) {
    const row = new Uint8Array(b.length + 1);
    for (let j = b.length; j >= 0; j--) {
      const left = a[i];
      const right = b[j];
      const common =
        (left === undefined && right === undefined) ||
        (left?.kind === "run" && below[j] === 1) ||
        (right?.kind === "run" && row[j + 1] === 1) ||
        takesTogether(left, right, below, row, j);
      row[j] = common ? 1 : 0;
    }
    below = row;
  }
  return below[0] === 1;
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
  if (left.kind === "run") return right.kind !== "run" && row[j + 1] === 1;
  return right.kind === "run" ? below[j] === 1 : below[j + 1] === 1;
}

function shareCharacter(left: Piece, right: Piece): boolean {
  if (left.kind === "literal") return takes(right, left.character);
  return right.kind !== "literal" || takes(left, right.character);
}

function takes(piece: Piece, character: string): boolean {
  if (piece.kind === "literal") return piece.character === character;
  return !piece.narrow || (character !== "/" && character !== ":");
}
