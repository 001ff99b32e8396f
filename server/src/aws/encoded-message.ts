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
  // Line feeds as JSON and logs write them are no letters of the message.
  const readable = text.replace(/\\[nrt]/g, "\n\n");
  const mark = /failure message:/i.exec(readable);
  const from = mark === null ? 0 : mark.index + mark[0].length;
  let found: Piece[] = [];
  for (const piece of piecesOf(readable, from)) {
    const isPart = isEncoded(piece.letters) || (found.length > 0 && isTail(piece, readable));
    if (isPart) found.push(piece);
    if (isPart && piece.rest === "") continue;
    const message = messageOf(found, readable);
    if (message !== undefined) return message;
    found = [];
  }
  return messageOf(found, readable);
}

interface Piece {
  readonly start: number;
  /** Its beginning, as far as it may be of a message. */
  readonly letters: string;
  readonly rest: string;
}

function piecesOf(text: string, from: number): readonly Piece[] {
  return [...text.slice(from).matchAll(/[^\s|│"'\\]+/g)].map(({ 0: whole, index }) => {
    const letters = /^[\w-]*/.exec(whole)?.[0] ?? "";
    return { start: from + index, letters, rest: whole.slice(letters.length) };
  });
}

/** No option, no word and no number of a request: of so many letters of a message some are capitals, and some digits. */
function isEncoded(letters: string): boolean {
  if (letters.length < SHORTEST_PIECE) return false;
  return /[A-Z]/.test(letters) && /[a-z]/.test(letters) && (letters.length < LONG || /\d/.test(letters));
}

const LONG = 40;

/** What is left of a wrapped message may be short, and stands on a line of its own: `status code: 403` is no part of it. */
function isTail({ start, letters, rest }: Piece, text: string): boolean {
  if (letters === "" || rest !== "") return false;
  let before = start - 1;
  while (IN_FRAME.has(text.charAt(before))) before--;
  let after = start + letters.length;
  while (IN_FRAME.has(text.charAt(after))) after++;
  return text.charAt(before) === "\n" && (after >= text.length || LINE_END.has(text.charAt(after)));
}

const IN_FRAME: ReadonlySet<string> = new Set([" ", "\t", "|", "│", '"', "'", "\\"]);
const LINE_END: ReadonlySet<string> = new Set(["\n", "\r"]);

function messageOf(pieces: readonly Piece[], text: string): EncodedMessage | undefined {
  const letters = pieces.map((piece) => piece.letters).join("");
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (letters.length < SHORTEST || first === undefined || last === undefined) return undefined;
  const end = last.start + last.letters.length;
  return { text: letters, isCut: CUT.test(text.slice(end, end + LONG)), span: { start: first.start, end } };
}

/** As those mark it who cut texts. */
const CUT = /^[ \t]*(?:\.\.|…|[[(<{][ \t]*(?:\.\.|…|truncated|trimmed|cut\b|snip))/i;

/** The text to be explained once the message is decoded: its words, and what was decoded in the place of the message. */
export function withDecoded(text: string, { span }: EncodedMessage, decoded: object): string {
  return `${text.slice(0, span.start)}${text.slice(span.end)}\n${JSON.stringify(decoded)}`;
}
