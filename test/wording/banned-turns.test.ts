/**
 * Turns of phrase that read as translated or as a lawyer's, held against every sentence that the product can say: the
 * texts in the source of all rooms that make words, and whatever the pages and tests of the checks show.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { textsInSource } from "../support/source-texts.ts";

const BANNED: readonly (readonly [turn: RegExp, instead: string])[] = [
  [/\bspare[sd]?\b/i, "does not apply to, exempts"],
  [/\btold\b|\btells? (?:the|who|which|what)\b/i, "say, given, known"],
  [/\bheld against\b|\bhold\b[^.]*\bagainst\b/i, "compare with"],
  [/\btaken? for granted\b/i, "assume"],
  [/(?<!there )\bis no (?!longer\b|more\b)/i, "is not a"],
  [/(?<!there )\bare no (?!longer\b|more\b)/i, "are not"],
  [/\bno wildcards? here\b/i, "an ordinary character"],
  [/(?:^|[.:;] )By [^,.]*, [^,.]* (?:is|was|are) denied\b/, "the statement denies it"],
  [/\bnot? settled?\b|\bdoes not settle\b|\bnot settled\b/i, "is filled in elsewhere, is not known"],
  [/\bof use with\b|\bspelled so\b|\bjust so\b|\bin vain\b/i, "use it only with, exactly like this"],
  [/\bleads nowhere\b|\bhas no say\b|\bplays no part\b/i, "does not apply"],
  [/\bwhatever the\b/i, "for every"],
  [/\bblanks?\b/i, "space"],
  [/\ba text\b|\btexts\b/i, "a string"],
  [/\blacks?\b/i, "has no, is missing"],
  [/\brelatives\b/i, "variants"],
  [/\bof which nothing\b|\bNearest to one that\b/, "which nothing here says; X comes closest to"],
  [/(?:^|[.:] )By the files\b/, "according to the files"],
  [/(?:^|[.:] )Yet \S/, "but"],
  [/\b(?:does|do) the like\b/, "has the same effect"],
  [/\bmeanwhile\b/i, "in the meantime"],
  [/\bshall\b/i, "should"],
  [/, also (?:an?|without|from|their|for|of)\b/, "even, including"],
  [/\bthan (?:AWS|IAM|S3|SQS) takes\b/, "accepts"],
  [/\bvalue is like\b/, "matches every value"],
  [/\ballows to [a-z]+\b/, "allows changing it, allows anyone to change it"],
  [/\bthan it reads\b/, "than it seems to"],
  [/\bbelongs? into\b/, "belongs in"],
  [/\bword of (?:a|the|changes)\b/, "notice of"],
  [/(?:^|[.:;] )(?:Information|Warning|Error) (?:is|are) [a-z]+ing\b/, "Information for"],
  [/\bExcept(?:ed|s)? [^.]* from\b/, "exempt"],
  [/\bfrom which [^.]*(?: is|…) made\b/, "which it uses"],
  [/^Run in that account, /, "to check it, run … in that account"],
  [/\bsaid to be that\b/, "said to be it"],
  [/\bis one by its name\b/, "as its name suggests"],
  [/\bwithout its (?:opening )?brace\b/, "has no opening brace"],
  [/\bcolon stands behind\b/, "has a colon after it"],
  [/\bleaves? it out by\b/, "excludes it with"],
  [
    /(?:^|\. )Of (?:an?|the) [^.,]*(?: (?:AWS|IAM) [a-z]+s\b|, (?:none|nobody)\b)/,
    "what AWS knows of it, none of them",
  ],
];

/** A sentence joins with AND or with OR. */
const MIXED = /\band\b.*\bor\b|\bor\b.*\band\b/;

describe("the texts of a source", () => {
  for (const [what, source, ...texts] of [
    ["of both quotes, with what is escaped", String.raw`f("a \"b\"", 'it\'s\u2026\x41\n')`, 'a "b"', "it's…A\n"],
    [
      "of templates, with those that are put in",
      "`one ${f(`in ${x} it`, { a: '}' })} two`",
      "in … it",
      "}",
      "one … two",
    ],
    ["but not of comments", "// don't\n/* `no` */ 'yes'", "yes"],
    ["nor of regular expressions", `const a = /["'\`/[\\]/]/g; return /'/.test("b") ? 4 / 2 / "c" : !/"/`, "b", "c"],
  ] as const) {
    test(`are read: ${what}`, () => assert.deepEqual(textsInSource(source), texts));
  }

  for (const source of ["'a\n'", "f(", "f(]", "}", "`${a", "/* a", "`a"]) {
    test(`are not guessed where something does not end: ${JSON.stringify(source)}`, () =>
      assert.throws(() => textsInSource(source)));
  }
});

const ROOMS = [
  ...["wording", "checks", "workspace", "telling", "service", "cli", "lsp"].map((room) => join("server", "src", room)),
  join("client", "src"),
  join("client", "page"),
];

describe("no sentence of the source mixes AND and OR:", () => {
  for (const room of ROOMS) {
    test(room, () => {
      const found = sourceFiles(room).flatMap((file) =>
        textsOf(file)
          .flatMap((text) => text.split(/[.;:?] /))
          .filter((sentence) => MIXED.test(sentence))
          .map((sentence) => `${file}: "${sentence}"`),
      );
      assert.deepEqual(found, []);
    });
  }
});

describe("no sentence of the source has a banned turn:", () => {
  for (const room of ROOMS) {
    test(room, () => {
      const found = sourceFiles(room).flatMap((file) =>
        textsOf(file).flatMap((text) =>
          BANNED.filter(([turn]) => turn.test(text)).map(([, instead]) => `${file}: "${text}" (better: ${instead})`),
        ),
      );
      assert.deepEqual(found, []);
    });
  }
});

describe("no message that a page or a test of the checks shows", () => {
  for (const folder of [join("docs", "checks"), join("test", "checks")]) {
    test(`has a banned turn, or mixes AND and OR: ${folder}`, () => {
      const found = filesIn(folder, /\.(?:md|test\.ts)$/)
        .flatMap(drawnMessages)
        .filter((message) => isBanned(message) || message.split(/[.;:?] /).some((one) => MIXED.test(one)));
      assert.deepEqual(found, []);
    });
  }
});

/** The last sentence asks the reader to do something. */
const ADVICE =
  /^(?:[A-Z][^.]*, )?(?:add|allow|attach|change|choose|correct|did you mean|limit|make|merge|move|name|otherwise|put|remove|replace|rewrite|set|take|use|write) |^[^.]* must /i;
const DATE = / \(AWS (?:data|list) of \d{4}-\d{2}-\d{2}\)$/;

describe("each message that a page or a test of the checks shows ends in something to do, with the date last:", () => {
  for (const folder of [join("docs", "checks"), join("test", "checks")]) {
    test(folder, () => {
      const messages = filesIn(folder, /\.(?:md|test\.ts)$/).flatMap(drawnMessages);
      assert.notEqual(messages.length, 0);
      const isAdvice = (message: string): boolean =>
        ADVICE.test(
          message
            .replace(DATE, "")
            .split(/(?<=[.?]) (?=[A-Z])/)
            .at(-1) ?? "",
        );
      assert.deepEqual(
        messages.filter((message) => !isAdvice(message)),
        [],
      );
    });
  }
});

test("no page of the checks has a banned turn", () => {
  const found = filesIn(join("docs", "checks"), /\.md$/).flatMap((path) =>
    readFileSync(path, "utf8")
      .replace(/```[\s\S]*?```/g, "")
      .split("\n")
      .filter(isBanned)
      .map((line) => `${path}: ${line}`),
  );
  assert.deepEqual(found, []);
});

/** Of the guides, whose other sentences are about texts, blanks and what a page lacks. */
const BANNED_IN_GUIDES: readonly RegExp[] = [
  /\btold\b|\btells? (?:the|who|which|what)\b/i,
  /\bheld against\b|\bholding [^.]* against\b/i,
  /\bspare[sd]?\b/i,
  /\bsettles?\b|\bsettled\b/i,
  /\bwhatever the\b/i,
  // "X does so, too": what comes first in a sentence is what it is about.
  /(?:^\s*|[.:;] )So (?:is|are|was|do|does|has|have) /,
  /(?:^\s*|\. |- |\| )Of (?:an?|the|those|these) /,
];

test("no guide has a banned turn", () => {
  const pages = [...readdirSync("docs").map((name) => join("docs", name)), "README.md"].filter((path) =>
    path.endsWith(".md"),
  );
  const found = pages.flatMap((path) =>
    readFileSync(path, "utf8")
      .replace(/```[\s\S]*?```/g, "")
      .split("\n")
      .filter((line) => BANNED_IN_GUIDES.some((turn) => turn.test(line)))
      .map((line) => `${path}: ${line}`),
  );
  assert.deepEqual(found, []);
});

function isBanned(text: string): boolean {
  return BANNED.some(([turn]) => turn.test(text));
}

/** The messages below the carets of a picture. */
function drawnMessages(path: string): readonly string[] {
  return [...readFileSync(path, "utf8").matchAll(/^ *\^+ [a-z0-9-]+: (.*)$/gm)].map(([, message = ""]) => message);
}

const TEXTS = new Map<string, readonly string[]>();

/** Every text of the file that is a phrase: strings and the literal parts of templates, `…` for what is put in. */
function textsOf(path: string): readonly string[] {
  const texts = TEXTS.get(path) ?? readTexts(path);
  TEXTS.set(path, texts);
  return texts;
}

/** Names of modules are among what is read, and none of them has a space. */
function readTexts(path: string): readonly string[] {
  return textsInSource(readFileSync(path, "utf8")).filter((text) => text.trim().includes(" "));
}

function sourceFiles(folder: string): readonly string[] {
  return filesIn(folder, /\.tsx?$/);
}

function filesIn(folder: string, named: RegExp): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path, named);
    return named.test(name) ? [path] : [];
  });
}
