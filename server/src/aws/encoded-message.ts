/** The encoded authorization message in a text, wherever it stands. */

export interface EncodedMessage {
  readonly text: string;
  /** AWS decodes whole messages only. */
  readonly isCut: boolean;
  /** Where it stands, with the line breaks and frames in it, in UTF-16 code units. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Shorter ones do not exist: even the smallest decoded message has hundreds of characters. */
const SHORTEST = 100;
const SHORTEST_PIECE = 20;

/** Characters of base64url, over line breaks and frames. What ends in dots was cut by whoever printed it. */
export function findEncodedMessage(text: string): EncodedMessage | undefined {
  const mark = /failure message:/i.exec(text);
  const from = mark === null ? 0 : mark.index + mark[0].length;
  let found: Piece[] = [];
  for (const piece of piecesOf(text, from)) {
    const isPiece = piece.letters.length >= SHORTEST_PIECE || (found.length > 0 && isLast(piece));
    if (isPiece) found.push(piece);
    if (isPiece && piece.rest === "") continue;
    const message = messageOf(found, isPiece ? piece.rest : piece.whole);
    if (message !== undefined) return message;
    if (!isPiece || piece.rest !== "") found = [];
  }
  return messageOf(found, "");
}

interface Piece {
  readonly start: number;
  readonly whole: string;
  /** Its beginning, as far as it may be of a message. */
  readonly letters: string;
  readonly rest: string;
}

function piecesOf(text: string, from: number): readonly Piece[] {
  return [...text.slice(from).matchAll(/[^\s|│"'\\]+/g)].map(({ 0: whole, index }) => {
    const letters = /^[\w-]*/.exec(whole)?.[0] ?? "";
    return { start: from + index, whole, letters, rest: whole.slice(letters.length) };
  });
}

/** What is left of a wrapped message may be short. */
function isLast({ letters, rest }: Piece): boolean {
  return letters.length > 0 && rest === "";
}

function messageOf(pieces: readonly Piece[], behind: string): EncodedMessage | undefined {
  const text = pieces.map(({ letters }) => letters).join("");
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (text.length < SHORTEST || first === undefined || last === undefined) return undefined;
  return {
    text,
    isCut: /^(?:\.\.|…)/.test(behind),
    span: { start: first.start, end: last.start + last.letters.length },
  };
}

/** The text to be explained once the message is decoded: its words, and what was decoded in the place of the message. */
export function withDecoded(text: string, { span }: EncodedMessage, decoded: object): string {
  return `${text.slice(0, span.start)}${text.slice(span.end)}\n${JSON.stringify(decoded)}`;
}
