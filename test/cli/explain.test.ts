import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { runExplain } from "../../server/src/cli/explain.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const SAMPLE = join(process.cwd(), "samples", "workspace");
const MESSAGE = readFileSync(join(SAMPLE, "denied.txt"), "utf8");

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: string[], input = ""): Promise<Ran> {
  let out = "";
  let err = "";
  const io: CommandIo = {
    stdin: (async function* () {
      yield await Promise.resolve(input);
    })(),
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    color: false,
    cwd: process.cwd(),
    catalog: miniCatalog,
  };
  const code = await runExplain(args, io);
  return { code, out, err };
}

describe("iam-verdict explain", () => {
  test("explains the sample's denial by the statement at fault", async () => {
    const { code, out, err } = await run(["--workspace", SAMPLE, "--format", "json", "-"], MESSAGE);
    const explanation = JSON.parse(out) as {
      verdict: string;
      layer: string;
      culprits: { file: string; statement: { sid: string }; range: { start: { line: number } } }[];
    };
    assert.deepEqual([code, err, explanation.verdict, explanation.layer], [1, "", "explained", "scp"]);
    assert.deepEqual(
      explanation.culprits.map(({ file, statement, range }) => [file, statement.sid, range.start.line]),
      [["organization/region-guard.json", "StayInEurope", 4]],
    );
  });

  test("has every field of the contract", async () => {
    const { out } = await run(["--workspace", SAMPLE, "--format", "json", MESSAGE]);
    const fields = Object.keys(JSON.parse(out) as object);
    for (const field of [
      "denial",
      "verdict",
      "summary",
      "layer",
      "culprits",
      "nearMisses",
      "layers",
      "assumptions",
      "unknowns",
      "fixes",
      "next",
    ]) {
      assert.ok(fields.includes(field), field);
    }
  });

  test("prints text by default and Markdown when asked", async () => {
    assert.match(
      (await run(["--workspace", SAMPLE, MESSAGE])).out,
      /^Denied by a service control policy \(SCP\)\n=+\n/,
    );
    assert.match(
      (await run(["-w", SAMPLE, "--format", "markdown", MESSAGE])).out,
      /^# Denied by a service control policy/,
    );
  });

  test("takes facts that change the answer", async () => {
    const { out } = await run([
      "--workspace",
      SAMPLE,
      "--context",
      "aws:RequestedRegion=eu-west-1",
      "--format",
      "json",
      MESSAGE,
    ]);
    assert.equal((JSON.parse(out) as { verdict: string }).verdict, "contradiction");
  });

  test("says that a text is no denial", async () => {
    const { code, out } = await run(["--workspace", SAMPLE, "An error occurred (ThrottlingException): Rate exceeded"]);
    assert.equal(code, 0);
    assert.match(out, /^Not a denial by IAM\n/);
  });

  const unusable: readonly (readonly [args: string[], message: RegExp])[] = [
    [["text"], /--workspace is missing/],
    [["--workspace", "no/such/folder", "text"], /'no\/such\/folder' does not exist/],
    [["--workspace", SAMPLE, "--format", "xml", "text"], /--format 'xml' is not known/],
    [["--workspace", SAMPLE, "--context", "mfa", "text"], /--context 'mfa' has no value/],
    [["--workspace", SAMPLE], /there is no message/],
  ];
  for (const [args, message] of unusable) {
    test(`cannot use ${args.slice(-2).join(" ")}`, async () => {
      await assert.rejects(run(args, " \n"), message);
    });
  }
});
