/** Markdown as a viewer reads it, with everything switched on that a viewer might allow. */
import MarkdownIt, { type Token } from "markdown-it";

export interface MarkdownReading {
  /** Targets of links, as a viewer follows them. */
  readonly links: readonly string[];
  /** HTML and images: what could run or load something. */
  readonly active: readonly string[];
  /** As they are written. */
  readonly headings: readonly string[];
  readonly codeSpans: readonly string[];
  readonly tableCells: number;
}

const reader = new MarkdownIt({ html: true, linkify: true });
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: true });
reader.validateLink = () => true;

export function readMarkdown(markdown: string): MarkdownReading {
  const tokens = reader.parse(markdown, {}).flatMap(withChildren);
  const of = (...types: readonly string[]) => tokens.filter(({ type }) => types.includes(type));
  return {
    links: of("link_open").map((token) => token.attrGet("href") ?? ""),
    active: of("html_block", "html_inline", "image").map(({ content }) => content),
    headings: tokens.flatMap(({ type }, at) => (type === "heading_open" ? [tokens[at + 1]?.content ?? ""] : [])),
    codeSpans: of("code_inline").map(({ content }) => content),
    tableCells: of("td_open").length,
  };
}

function withChildren(token: Token): readonly Token[] {
  return [token, ...(token.children ?? [])];
}
