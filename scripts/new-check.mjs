// Writes the files of a new check and its line in the registry:
//   npm run new-check -- never-matching-condition
// Then draw the examples on its page and in its test, and write `find`. `npm test` says what is still missing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const rules = join(root, "server", "src", "checks", "rules");
const [code] = process.argv.slice(2);
if (code === undefined || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code)) {
  console.error("usage: npm run new-check -- CODE    a code in kebab-case, such as never-matching-condition");
  process.exit(1);
}
const name = constantOf(code);
const files = [
  [join(rules, `${code}.ts`), ruleFile()],
  [join(root, "test", "checks", `${code}.test.ts`), testFile()],
  [join(root, "docs", "checks", `${code}.md`), page()],
];
const present = files.map(([path]) => path).filter((path) => existsSync(path));
if (present.length > 0) {
  console.error(`already there: ${present.join(", ")}`);
  process.exit(1);
}
for (const [path, text] of files) writeFileSync(path, text);
writeRegistry();
for (const [path] of files) console.log(`wrote ${path}`);
console.log("Next: draw the examples, write find, then UPDATE=1 npm test.");

function ruleFile() {
  return `import { say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  found: () => say\`What is wrong, what follows, what to do.\`,
});

export const ${name}: Check = {
  code: "${code}",
  severity: "warning",
  summary: "One sentence on what is wrong.",
  messages: MESSAGES,
  *find({ policy }) {
    for (const statement of policy.statements) {
      yield { span: statement.span, ...MESSAGES.found() };
    }
  },
};
`;
}

function testFile() {
  return `import { ${name} } from "../../server/src/checks/rules/${code}.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(${name}, {
  fires: [
    {
      name: "what it is about",
      picture: \`
{ "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }
\`,
    },
  ],
  silent: [],
  fixes: [],
});
`;
}

function page() {
  const example = `\`\`\`json
{ "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }
\`\`\``;
  return `# ${code}

What it finds.

## Wrong

${example}

## Instead

${example}

## Why

The reason, and the AWS page that says so.

## Severity

Warning, not error: the reason.

## When to ignore it

When it is right to.
`;
}

/** The registry is a written list, because a bundle has no folders to look through. */
function writeRegistry() {
  const path = join(root, "server", "src", "checks", "index.ts");
  const codes = readdirSync(rules)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
  const head = readFileSync(path, "utf8").split("\nimport { ", 1)[0];
  const typeImport = 'import { type Check } from "./check.ts";';
  writeFileSync(
    path,
    [
      head,
      typeImport,
      ...codes.map((one) => `import { ${constantOf(one)} } from "./rules/${one}.ts";`),
      "",
      "export const ALL_CHECKS: readonly Check[] = [",
      ...codes.map((one) => `  ${constantOf(one)},`),
      "];",
      "",
    ].join("\n"),
  );
}

function constantOf(kebab) {
  return kebab.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
