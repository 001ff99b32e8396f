/** Where a line of a terminal tells of a denial. Pure, because a terminal asks for every line that it shows. */

/** Offsets in the line. */
export interface DeniedPart {
  readonly start: number;
  readonly length: number;
}

/** The words that stand in a denial and hardly anywhere else. */
const SIGNS = [
  /\bis not authorized to perform\b/i,
  /\bnot authorized to perform this operation\b/i,
  /\b(?:Client\.)?UnauthorizedOperation\b/,
  /\bAccessDenied(?:Exception)?\b/,
  /\bwith an explicit deny in an? /i,
  /\bEncoded authorization failure message\b/i,
];

/** A longer line is no message that anybody reads; the search stays short. */
const LONGEST_LINE = 8_000;

/** From the first sign on, the words are underlined; the whole line is what is explained. Undefined for other lines. */
export function deniedPartOf(line: string): DeniedPart | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const found = SIGNS.flatMap((sign) => {
    const match = sign.exec(line);
    return match === null ? [] : [{ start: match.index, length: match[0].trimEnd().length }];
  });
  return found.sort((a, b) => a.start - b.start)[0];
}
