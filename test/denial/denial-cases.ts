/** The folders of test/cases/denials: each a small workspace with a message and what is to be said of it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { isPolicyFile } from "../../server/src/hosts/index.ts";
import { EMPTY_CONFIG, type WorkspaceConfig } from "../../server/src/workspace/config.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { type WorkspaceFile } from "../../server/src/workspace/read-file-policies.ts";

const CASES = join(process.cwd(), "test", "cases", "denials");

interface ExpectedPlace {
  readonly file: string;
  /** Null for a statement without a name. */
  readonly sid: string | null;
}

/** Fields that a case leaves out are not looked at. */
export interface Expected {
  readonly title?: string;
  readonly summary?: string;
  readonly verdict: string;
  readonly reason: string;
  readonly layer: string | null;
  readonly culprits: readonly ExpectedPlace[];
  readonly nearest: ExpectedPlace | null;
  readonly hints?: readonly string[];
  readonly allowedBy?: readonly ExpectedPlace[];
  readonly deniedNext?: readonly string[];
  readonly assumptions?: readonly string[];
  readonly givenUp?: readonly string[];
  /** Context keys. */
  readonly unknowns?: readonly string[];
  /** Policies of which nothing says that they are attached, and what they would do. */
  readonly candidates?: readonly { readonly policy: string; readonly ifAttached: string }[];
  /** Those without a file of which the answer says that they may deny as well. */
  readonly otherLayers?: readonly string[];
  readonly next?: readonly string[];
  /** Of all steps, in order. */
  readonly commands?: readonly string[];
  /** Null for no fix. */
  readonly firstFix?: ExpectedFix | null;
  /** Of the first fix. */
  readonly risks?: readonly string[];
  /** The titles of all. */
  readonly fixes?: readonly string[];
}

export interface ExpectedFix {
  readonly title: string;
  readonly kind: string;
  /** What each edited file holds afterwards, blanks aside. */
  readonly holds: Readonly<Record<string, string>>;
}

export interface DenialCase {
  readonly message: string;
  readonly files: readonly WorkspaceFile[];
  readonly config: WorkspaceConfig;
  /** What the user tells. */
  readonly facts: ReadonlyMap<string, string>;
  readonly expected: Expected;
}

export function denialCaseNames(): readonly string[] {
  return readdirSync(CASES).sort();
}

/** What `npm test` has to meet at least once: each layer in each host, each verdict and each kind of fix. */
export function denialCaseBrings(name: string): readonly string[] {
  const folder = join(CASES, name);
  const { verdict, reason, layer, firstFix } = readExpected(folder).expected;
  const hosts = new Set(policyFiles(folder).map((path) => extname(path)));
  return [
    `${verdict} ${reason}`,
    ...[...hosts].map((host) => `${layer ?? "no layer"} in ${host}`),
    ...(firstFix ? [`fix ${firstFix.kind}`] : []),
  ];
}

export function denialCase(name: string): DenialCase {
  const folder = join(CASES, name);
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const { facts, expected } = readExpected(folder);
  const { config, problems } = existsSync(join(folder, "iam-verdict.json"))
    ? readWorkspaceConfig("iam-verdict.json", read("iam-verdict.json"))
    : { config: EMPTY_CONFIG, problems: [] };
  assert.deepEqual(problems, []);
  const files = policyFiles(folder).map((path) => ({ path, text: read(path) }));
  return { message: read("message.txt"), files, config, facts: new Map(Object.entries(facts)), expected };
}

function readExpected(folder: string): {
  readonly facts: Readonly<Record<string, string>>;
  readonly expected: Expected;
} {
  const { facts = {}, ...expected } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected & {
    readonly facts?: Readonly<Record<string, string>>;
  };
  return { facts, expected };
}

function policyFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => (isPolicyFile(path) && !ABOUT_CASE.has(path)) || isWithoutEnding(join(folder, path)))
    .sort();
}

const ABOUT_CASE: ReadonlySet<string> = new Set(["expected.json", "iam-verdict.json"]);

/** Terraform may read a policy from it. */
function isWithoutEnding(path: string): boolean {
  return !basename(path).includes(".") && statSync(path).isFile();
}
