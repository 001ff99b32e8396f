/** docs/aws.md says of every call what it is for and which permission it needs; UPDATE=1 writes both parts anew. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { actionsOf, CALLS, COMMANDS } from "../../server/src/aws/calls.ts";
import { realCatalog } from "../catalog/real-catalog.ts";

const PAGE = join(process.cwd(), "docs", "aws.md");

test("the page on AWS lists every call with its permission, and the policy that allows them", async () => {
  const rows = COMMANDS.flatMap((command) =>
    CALLS.filter(({ commands }) => commands.includes(command)).map(
      ({ call, actions, why, without }) =>
        `| \`${command}\` | \`${call}\` | ${actions.length === 0 ? "none" : actions.map((one) => `\`${one}\``).join(", ")} | ${why} | ${without} |`,
    ),
  );
  const table = ["| command | call | permission | for | without it |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
  const statement = { Effect: "Allow", Action: [...new Set(actionsOf(COMMANDS))].sort(), Resource: "*" };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, 2);
  const before = readFileSync(PAGE, "utf8");
  const wanted = before
    .replace(/<!-- calls -->[^]*<!-- \/calls -->/, () => `<!-- calls -->\n\n${table}\n\n<!-- /calls -->`)
    .replace(
      /<!-- policy -->[^]*<!-- \/policy -->/,
      () => `<!-- policy -->\n\n\`\`\`json\n${policy}\n\`\`\`\n\n<!-- /policy -->`,
    );
  if (process.env["UPDATE"] === "1") {
    const { format } = await import("prettier");
    writeFileSync(PAGE, await format(wanted, { parser: "markdown", printWidth: 120 }));
  } else assert.equal(laidAside(before), laidAside(wanted), "run: UPDATE=1 npm test aws/docs");
});

/** How wide the columns are is looked at by `npm run format:check`, and Prettier takes long to load. */
function laidAside(page: string): string {
  return page.replace(/ {2,}/g, " ").replace(/-{4,}/g, "---");
}

test("every permission is an action of the reference, and none of them writes", () => {
  for (const name of actionsOf(COMMANDS)) {
    const [service = "", action = ""] = name.split(":");
    const found = realCatalog().service(service)?.action(action);
    assert.ok(found !== undefined, name);
    // `sts:DecodeAuthorizationMessage` is listed as one that writes, and changes nothing.
    const isReading = found.accessLevels.every((level) => level === "Read" || level === "List");
    assert.ok(isReading || name === "sts:DecodeAuthorizationMessage", `${name}: ${found.accessLevels.join()}`);
  }
});
