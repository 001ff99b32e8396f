/** The script that packs the data, on tiny releases of its own: it must refuse what has lost something. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { packCatalog, type Release, type ReleaseAction } from "../../scripts/catalog-form.mjs";
import { contents, refusals } from "../../scripts/catalog-guard.mjs";
import { dateOfVersion } from "../../scripts/catalog-release.mjs";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";
import { REPOSITORY } from "./real-catalog.ts";

const expectation: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(REPOSITORY, "scripts", "catalog-expectation.json"), "utf8"),
) as Record<string, number>;

describe("the guard", () => {
  test("accepts what it expects, and more", () => {
    assert.deepEqual(refusals(expectation, expectation), []);
    assert.deepEqual(refusals({ ...expectation, actions: 30_000, services: 400 }, expectation), []);
  });

  test("accepts a loss of 2 % of the actions and refuses more", () => {
    const least = Math.ceil(expectation["actions"]! * 0.98);
    assert.deepEqual(refusals({ ...expectation, actions: least }, expectation), []);
    assert.match(refusals({ ...expectation, actions: least - 1 }, expectation).join(), /actions/);
  });

  for (const field of Object.keys(expectation)) {
    test(`refuses data in which ${field} became empty`, () => {
      const reasons = refusals({ ...expectation, [field]: 0 }, expectation);
      assert.ok(
        reasons.some((reason) => reason.includes(field)),
        reasons.join(),
      );
    });
  }

  test("counts what is there", () => {
    const found = contents(release([action("GetObject")]), release([{ ...action("Old"), isPermissionOnly: true }]));
    assert.equal(found["actions"], 1);
    assert.equal(found["actionDescriptions"], 1);
    assert.equal(found["actionsWithResources"], 0);
    assert.equal(found["olderPermissionOnly"], 1);
  });
});

describe("packing", () => {
  test("line breaks inside a description do not shift the rows after it", () => {
    const rows = [{ ...action("A"), description: "Grants  permission to\n do\r\n\ta" }, action("B")];
    const { core, descriptions } = packCatalog(release(rows), release([]), dateOfVersion);
    const service = openCatalog({ core, descriptions: () => descriptions }).service("s3");
    const [first, second] = [service?.action("A"), service?.action("B")];
    assert.equal(first?.description, "Grants permission to do a");
    assert.equal(second?.description, "does B");
  });

  const strange: Readonly<Record<string, ReleaseAction>> = {
    "an unknown access level": { ...action("A"), accessLevel: "Gossip" },
    "a resource type that is not listed": {
      ...action("A"),
      resourceTypes: [{ name: "bucket", required: true, conditionKeys: [], dependentActions: [] }],
    },
    "a key that is not listed": { ...action("A"), conditionKeys: ["s3:prefix"] },
    "a name with a separator": { ...action("A"), name: "A,B" },
    "a dependent action that is no action": { ...action("A"), dependentActions: ["everything"] },
  };
  for (const [what, row] of Object.entries(strange)) {
    test(`${what} is an error, not a guess`, () => {
      assert.throws(() => packCatalog(release([row]), release([]), dateOfVersion));
    });
  }

  test("the day is read from the version", () => {
    assert.equal(dateOfVersion("0.21.202609261"), "2026-09-26");
    assert.throws(() => dateOfVersion("1.2.3"));
  });
});

describe("the script", () => {
  test("refuses a release that lost its actions: exit code 1, a line for every reason, nothing written", () => {
    inFolder((folder) => {
      writeRelease(join(folder, "release"));
      const { status, stderr } = run(folder, join(folder, "release"));
      assert.equal(status, 1);
      assert.match(stderr, /refused, the release has 1 actions where at least \d+ were expected/);
      assert.match(stderr, /refused, the field "actionsWithResources" became empty/);
      assert.equal(existsSync(join(folder, "out")), false);
    });
  });

  test("says so in one line if the release is not there", () => {
    inFolder((folder) => {
      const { status, stderr } = run(folder, join(folder, "nowhere"));
      assert.equal(status, 1);
      assert.match(stderr, /^pack-catalog: refused, .*\n$/);
    });
  });
});

function action(name: string): ReleaseAction {
  return {
    name,
    description: `does ${name}`,
    accessLevel: "Read",
    resourceTypes: [],
    conditionKeys: [],
    dependentActions: [],
  };
}

function release(actions: readonly ReleaseAction[]): Release {
  const service = { prefix: "s3", name: "Amazon S3", actions, resourceTypes: [], conditionKeys: [] };
  return { source: "test", version: "1.0.202601310", services: [service] };
}

function writeRelease(folder: string): void {
  const files = {
    "package.json": { name: "test", version: "1.0.202601310" },
    "data/services.json": ["s3"],
    "data/serviceNames.json": { s3: "Amazon S3" },
    "data/actions/s3.json": { getobject: action("GetObject") },
    "data/resourceTypes/s3.json": {},
    "data/conditionKeys/s3.json": {},
  };
  for (const name of ["actions", "resourceTypes", "conditionKeys"]) {
    mkdirSync(join(folder, "data", name), { recursive: true });
  }
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), JSON.stringify(content));
}

function run(folder: string, releaseFolder: string): { readonly status: number | null; readonly stderr: string } {
  const script = join(REPOSITORY, "scripts", "pack-catalog.mjs");
  const args = [script, "--release", releaseFolder, "--older", releaseFolder, "--out", join(folder, "out")];
  return spawnSync(process.execPath, args, { encoding: "utf8" });
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "catalog-"));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
