/** The lines of an HCL text, as whoever changes it has to know them. */
export class HclLines {
  readonly text: string;
  readonly newline: string;

  constructor(text: string) {
    this.text = text;
    this.newline = text.includes("\r\n") ? "\r\n" : "\n";
  }

  lineStart(offset: number): number {
    return offset === 0 ? 0 : this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Where the line ends, before its line break. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf("\n", offset);
    if (end < 0) return this.text.length;
    return end > offset && this.text.charAt(end - 1) === "\r" ? end - 1 : end;
  }

  /** The white space that the line of an offset starts with. */
  indentAt(offset: number): string {
    const start = this.lineStart(offset);
    let end = start;
    while (end < offset && isBlank(this.text.charAt(end))) end++;
    return this.text.slice(start, end);
  }

  startsLine(offset: number): boolean {
    return this.lineStart(offset) + this.indentAt(offset).length === offset;
  }

  /** The next character that is neither blank nor in a comment; line breaks are passed over too. */
  nextSign(offset: number): number {
    let at = offset;
    for (;;) {
      while (/\s/.test(this.text.charAt(at))) at++;
      const end = this.#endOfComment(at);
      if (end === undefined) return at;
      at = end;
    }
  }

  /** Is there nothing but blanks and comments behind an offset on its line? */
  endsLine(offset: number): boolean {
    const end = this.lineEnd(offset);
    const sign = this.nextSign(offset);
    return sign >= end && !this.text.slice(offset, end).includes("/*");
  }

  /** Is there a comment behind an offset on its line, and nothing else? */
  hasComment(offset: number): boolean {
    return this.endsLine(offset) && this.text.slice(offset, this.lineEnd(offset)).trim() !== "";
  }

  #endOfComment(at: number): number | undefined {
    const { text } = this;
    if (text.charAt(at) === "#" || text.startsWith("//", at)) return this.lineEnd(at);
    if (!text.startsWith("/*", at)) return undefined;
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length : end + 2;
  }
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}
