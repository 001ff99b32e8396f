// The README as the page of the extension, in VS Code and where it is offered. That page has no files beside it: its first
// picture is put into it, further ones would make the package too large, and pages of the documentation, which ship with the extension, are named instead of linked to.

const FROM_SOURCES = /^## From the sources\n[^]*?(?=^## )/m;
const PROJECT_PAGES = /^## More\n[^]*$/m;

/**
 * `readText` gives the text of a page by its path, `readImage` the bytes of a picture.
 * Throws if the README refers to anything that has no place on that page.
 */
export function extensionPage(readme, { readText, readImage }) {
  let pictures = 0;
  const page = readme
    .replace(FROM_SOURCES, "")
    .replace(
      PROJECT_PAGES,
      "## Documentation\n\nEvery page that is named here ships with the extension: run _IAM Verdict: Show Documentation_.\n",
    )
    .replace(/!\[([^\]]*)\]\((docs\/[^)]+\.png)\)/g, (_, words, path) => {
      if (++pictures > 1) return "";
      return `![${words}](data:image/png;base64,${readImage(path).toString("base64")})`;
    })
    .replace(/(?<!!)\[([^\]]*)\]\((docs\/[^)#]+\.md)(?:#[^)]*)?\)/g, (_, words, path) =>
      named(words, titleOf(readText(path), path)),
    );
  const left = /\]\((?!https:|data:image)[^)]*\)/.exec(page);
  if (left !== null) throw new Error(`the extension's page cannot link to ${left[0].slice(1)}: say it without a link`);
  return page;
}

function named(words, title) {
  return /^(more|which)$/i.test(words) ? `${words}: _${title}_` : `${words} (_${title}_)`;
}

function titleOf(text, path) {
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${path} has no title`);
  return title;
}
