/**
 * The headers of the protocol's messages, looked at before the library reads them: it waits for ever for the end of a
 * message whose length is negative, or more than anybody sends.
 * Source: "Language Server Protocol Specification", base protocol.
 */

/** Takes the bytes of a stream, in parts of any size, and says once what is wrong with a header. */
export function createHeaderGuard(onWrong: (what: string) => void): (part: Uint8Array) => void {
  let header = "";
  /** Bytes of the message that are still to come. */
  let rest = 0;
  let isOver = false;
  return (part) => {
    let at = 0;
    while (!isOver && at < part.length) {
      const skipped = Math.min(rest, part.length - at);
      rest -= skipped;
      at += skipped;
      if (at === part.length) return;
      // Latin-1 keeps one character for each byte.
      const before = header.length;
      header += Buffer.from(part.subarray(at, at + LONGEST_HEADER + 1)).toString("latin1");
      const end = header.indexOf(END);
      const found =
        end < 0
          ? header.length > LONGEST_HEADER
            ? "a header has no end"
            : undefined
          : wrongLength(header.slice(0, end));
      if (found !== undefined) {
        isOver = true;
        onWrong(found);
        return;
      }
      if (end < 0) return;
      at += end + END.length - before;
      rest = lengthIn(header.slice(0, end)) ?? 0;
      header = "";
    }
  };
}

const END = "\r\n\r\n";
const LONGEST_HEADER = 8192;
/** More than twice the largest file that is read, with every character spelled out. */
const LONGEST_MESSAGE = 2 ** 30;

/** A header without a length the library tells of. */
function wrongLength(header: string): string | undefined {
  const written = writtenLength(header);
  if (written === undefined || lengthIn(header) !== undefined) return undefined;
  return /^\d+$/.test(written)
    ? `a message of ${written} bytes is longer than any that is read`
    : `the length of a message is written as ${written.slice(0, 40)}`;
}

function lengthIn(header: string): number | undefined {
  const written = writtenLength(header);
  const length = written !== undefined && /^\d{1,15}$/.test(written) ? Number(written) : undefined;
  return length !== undefined && length <= LONGEST_MESSAGE ? length : undefined;
}

function writtenLength(header: string): string | undefined {
  return /(?:^|\r\n)content-length:[ \t]*([^\r\n]*?)[ \t]*(?:\r\n|$)/i.exec(header)?.[1];
}
