/** How large a text is, by one measure however it came: from an open document, a file of any encoding, or a pipe. */

/** Would it have more bytes than that as UTF-8? Most texts are known to be smaller or larger by their length alone. */
export function isLargerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  if (text.length * MOST_BYTES <= bytes) return false;
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // The two halves of a pair have four bytes together; a half by itself is written as three, and counts as two here.
    size += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
    if (size > bytes) return true;
  }
  return false;
}

/** Of a UTF-16 code unit in UTF-8. */
const MOST_BYTES = 3;

/** How many first bytes of a file tell its encoding. */
export const LENGTH_OF_MARK = 3;

/**
 * Is a file larger than `most` for certain, by its size and its first bytes? What is not is decoded and measured as a text:
 * one in UTF-16 has up to twice the bytes that it has as UTF-8.
 */
export function isSurelyLargerThan(most: number, size: number, [first, second, third]: Uint8Array): boolean {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return size > largestEncoded(most);
  const isMarked = first === 0xef && second === 0xbb && third === 0xbf;
  return size > (isMarked ? most + LENGTH_OF_MARK : most);
}

/** More bytes than any encoding has of a text with `most` bytes as UTF-8. */
export function largestEncoded(most: number): number {
  return 2 * most + LENGTH_OF_MARK;
}
