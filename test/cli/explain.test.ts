import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { type CommandIo } from "../../server/src/cli/command-io.ts";
import { runExplain } from "../../server/src/cli/explain.ts";
import { createOutput } from "../../server/src/cli/output.ts";
import { runWhoCan } from "../../server/src/cli/who-can.ts";
import { LARGEST_FILE } from "../../server/src/hosts/host.ts";
import { openService } from "../../server/src/service/index.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const SAMPLE = join(process.cwd(), "samples", "workspace");
const MESSAGE = readFileSync(join(SAMPLE, "denied.txt"), "utf8");

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: string[], input = "", cwd = process.cwd(), command = runExplain): Promise<Ran> {
  let out = "";
  let err = "";
  const io: CommandIo = {
    stdin: (async function* () {
      yield await Promise.resolve(input);
    })(),
    out: createOutput((raw) => void (out += raw), "plain"),
    err: createOutput((raw) => void (err += raw), "plain"),
    cwd,
    service: () => openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } }),
  };
  const code = await command(args, io);
  return { code, out, err };
}

describe("iam-verdict explain", () => {
  test("reads the policies of the current folder where no other is named", async () => {
    const [named, current] = [await run(["--workspace", SAMPLE, MESSAGE]), await run([MESSAGE], "", SAMPLE)];
    assert.deepEqual(current, named);
    assert.equal(current.code, 1);
  });

  test("takes an encoded message or a list's item that begins with a dash", async () => {
    const encoded = `-${"6eVd3mPqL0aZ9xY8wV7uT6sR5qP4oN3m-".repeat(4)}`;
    for (const message of [encoded, `- ${MESSAGE.trim()}`]) {
      const { code, err } = await run([message, "--workspace", SAMPLE, "--format", "json"]);
      assert.deepEqual([code, err], [1, ""]);
    }
  });
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

  test("says how to add the fact that the answer asks for first", async () => {
    const { err } = await run([
      "--workspace",
      SAMPLE,
      "An error occurred (AccessDenied) when calling the PutObject operation",
    ]);
    assert.equal(err, "iam-verdict explain: to add a fact, write --context principal=ARN.\n");
  });

  describe("says what it left out, and why, where the answer is", () => {
    const folder = mkdtempSync(join(tmpdir(), "iam-verdict-"));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    writeFileSync(join(folder, "account.json"), "");
    truncateSync(join(folder, "account.json"), LARGEST_FILE + 1);
    writeFileSync(join(folder, "half.json"), `{ "Policies": [{ "Statement": [{ "Effect": `);
    writeFileSync(join(folder, "other.json"), `{ "compilerOptions": { "strict": `);

    for (const format of ["text", "markdown", "json"]) {
      test(format, async () => {
        const { out } = await run(["--workspace", folder, "--format", format, MESSAGE]);
        assert.match(out, /What is in [^a-z]?account\.json[^a-z]?\. Files of more than 50 MB are not read: split it/);
        assert.match(out, /What is in [^a-z]?half\.json[^a-z]?\. The JSON has syntax errors, and no policy was found/);
        assert.doesNotMatch(out, /other\.json/);
      });
    }
  });

  for (const [what, message, notice] of [
    ["no policy refused", "Insufficient Lake Formation permission(s): Required Describe on orders", ""],
    [
      "the root user assumes a role",
      "An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be assumed by root accounts.",
      "",
    ],
    ["another system refused", "Error: Resource not accessible by integration", ""],
    [
      "a policy refused",
      MESSAGE,
      "iam-verdict explain: no policy was found below 'FOLDER'. Save some there. 'iam-verdict aws fetch' gets them from AWS.\n",
    ],
  ] as const) {
    test(`answers in a folder without policies where ${what}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "iam-verdict-"));
      try {
        const { out, err } = await run(["--workspace", folder, message]);
        assert.match(out, /What to do next/);
        assert.equal(err.replace(folder, "FOLDER"), notice);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

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

  test("takes several facts, and several values of one key", async () => {
    const folder = "test/cases/denials/instance-tag-not-told";
    const message = readFileSync(join(folder, "message.txt"), "utf8");
    const ask = async (...context: string[]): Promise<{ verdict: string; denial: { action: string } }> => {
      const told = context.flatMap((fact) => ["--context", fact]);
      const { out } = await run(["--workspace", folder, ...told, "--format", "json", "-"], message);
      return JSON.parse(out) as { verdict: string; denial: { action: string } };
    };
    assert.equal((await ask("aws:ResourceTag/env=prod")).verdict, "explained");
    assert.equal((await ask("aws:ResourceTag/env=dev")).verdict, "workspace-allows");
    assert.equal((await ask("aws:ResourceTag/env=dev", "action=ec2:TerminateInstances")).verdict, "explained");
    const listed = await run(
      ["--workspace", folder, "--context", "aws:TagKeys=a", "--context", "aws:TagKeys=b", "--format", "json", "-"],
      message,
    );
    assert.equal(listed.code, 1);
  });

  test("says that a fact is another than the message's", async () => {
    const folder = "test/cases/denials/bucket-allows-office-only";
    const message = readFileSync(join(folder, "message.txt"), "utf8");
    const { out } = await run(["--workspace", folder, "--context", "aws:SourceIp=198.51.100.7", "-"], message);
    assert.ok(out.startsWith("What you say contradicts the message\n"), out);
    assert.ok(out.includes('You say that aws:SourceIp is "198.51.100.7", but the message says "203.0.113.4".'), out);
  });

  test("links statements to their lines in Markdown", async () => {
    const { out } = await run(["--workspace", SAMPLE, "--format", "markdown", MESSAGE]);
    assert.ok(out.includes("](organization/region-guard.json#L4)"));
  });

  test("says of each fix what it changes where", async () => {
    const { out } = await run(["--workspace", SAMPLE, "--format", "json", MESSAGE]);
    const { fixes } = JSON.parse(out) as {
      fixes: {
        title: string;
        kind: string;
        risk?: string;
        edits: { file: string; range: { start: { line: number; column: number } }; newText: string }[];
        verified: boolean;
      }[];
    };
    assert.ok(fixes.length > 0);
    for (const { title, verified, risk, edits } of fixes) {
      assert.ok(title !== "" && (verified || risk !== undefined), title);
      for (const { file, range } of edits) assert.ok(file !== "" && range.start.line > 0 && range.start.column > 0);
    }
  });

  describe("of a text with several denials", () => {
    const denied = (bucket: string): string =>
      `User: arn:aws:iam::111122223333:user/zoe is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${bucket}/x" because no identity-based policy allows the s3:GetObject action\n`;
    const several = [denied("one"), denied("two"), denied("one")].join("\n");

    test("prints one explanation after the other, each once", async () => {
      const { out } = await run(["--workspace", SAMPLE, "-"], several);
      assert.deepEqual(
        [...out.matchAll(/arn:aws:s3:::(\w+)\/x for/g)].map(([, bucket]) => bucket),
        ["one", "two"],
      );
    });

    test("keeps the first at the top of the JSON form and the others beside it", async () => {
      const { out } = await run(["--workspace", SAMPLE, "--format", "json", "-"], several);
      const { denial, others } = JSON.parse(out) as {
        denial: { resource: string };
        others: { denial: { resource: string }; verdict: string }[];
      };
      assert.equal(denial.resource, "arn:aws:s3:::one/x");
      assert.deepEqual(
        others.map((one) => [one.denial.resource, one.verdict]),
        [["arn:aws:s3:::two/x", "not-covered"]],
      );
    });
  });

  test("says that a text is no denial", async () => {
    const { code, out } = await run(["--workspace", SAMPLE, "An error occurred (ThrottlingException): Rate exceeded"]);
    assert.equal(code, 0);
    assert.match(out, /^Not a denial by IAM\n/);
  });

  test("a message of any length is one, whatever the system makes of it as the name of a file", async () => {
    const { out } = await run([
      "--workspace",
      SAMPLE,
      `${"Rate exceeded, try again. ".repeat(20)}\n${"a/".repeat(3_000)}`,
    ]);
    assert.match(out, /^Not a denial by IAM\n/);
  });

  const unusable: readonly (readonly [args: string[], message: RegExp])[] = [
    [["--workspace", "no/such/folder", "text"], /'no\/such\/folder' cannot be read: it does not exist/],
    [["--workspace", SAMPLE, "--format", "xml", "text"], /--format 'xml' is not known/],
    [["--workspace", SAMPLE, "--context", "mfa", "text"], /--context 'mfa' has no value/],
    [["--workspace", SAMPLE], /there is no message/],
    [
      ["--workspace", SAMPLE, "package.json"],
      /'package\.json' is a file, not a message; .* explain - < 'package\.json'$/,
    ],
    [
      ["--workspace", SAMPLE, "build/no-such.log"],
      /'build\/no-such\.log' cannot be read: it does not exist\. .* explain - < 'build\/no-such\.log'$/,
    ],
    [["--workspace", SAMPLE, resolve("package.json")], /package\.json' is a file, not a message/],
  ];
  for (const [args, message] of unusable) {
    test(`cannot use ${args.slice(-2).join(" ")}`, async () => {
      await assert.rejects(run(args, " \n"), message);
    });
  }
});

test("the sample in CloudFormation has a denial that leads to the function's policies, and is fixed there", async () => {
  const folder = join(process.cwd(), "samples", "cloudformation");
  const message = readFileSync(join(folder, "denied.txt"), "utf8");
  const { out } = await run(["--workspace", folder, message]);
  assert.match(out, /template\.yaml:\d+ {2}Allow, statement 1 of S3ReadPolicy/);
  assert.match(out, /\+ {12}- Sid: AllowS3PutObject/);
  assert.doesNotMatch(out, /Resource-based policy: no file here/);
});

describe("iam-verdict who-can", () => {
  test("lists the statements below a folder, those that deny first", async () => {
    const { code, out, err } = await run(["s3:PutObject", "arn:aws:s3:::acme-artifacts/a"], "", SAMPLE, runWhoCan);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^Who can s3:PutObject on arn:aws:s3:::acme-artifacts\/a\?\n=+\n/);
    assert.match(out, /May deny it[^]*resource\/artifacts-bucket\.json:4[^]*What this rests on/);
  });

  for (const [args, words] of [
    [[], /^Write an action such as 's3:GetObject'\./],
    [["s3:*"], /^Ask about one action: 's3:\*' is a pattern of several\.$/],
    [["s3:GetObject", "s3://acme/a"], /^'s3:\/\/acme\/a' is not an ARN\. Write one as /],
  ] as const) {
    test(`says what is wrong with '${args.join(" ")}' before it reads the folder`, async () => {
      const command = run([...args, "--workspace", "no-such-folder"], "", SAMPLE, runWhoCan);
      await assert.rejects(command, { message: words });
    });
  }
});
