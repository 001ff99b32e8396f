/** What was not looked at is said where the answer is, by name and with the reason. */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import {
  EXPLAIN_DENIAL,
  type ExplainDenialResult,
  FIND_FILES,
  type FoundFile,
  MOST_FILES,
  READ_FILES,
  type ReadFile,
  WHO_CAN,
  type WhoCanResult,
} from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, type TestWorkspace, uriOf } from "../support/language-server.ts";

const POLICY = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }`;
const MESSAGE =
  "User: arn:aws:iam::111122223333:user/zoe is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::acme/a because no identity-based policy allows the s3:DeleteObject action";
const FILES = { "p.json": POLICY, "account.json": "", "locked.json": "" };
const WHY: Readonly<Record<string, ReadFile["why"]>> = {
  [uriOf("account.json")]: "too-large",
  [uriOf("locked.json")]: "unreadable",
};

const leavingOut: TestWorkspace["answer"] = (method, usual) =>
  method === READ_FILES
    ? (usual() as ReadFile[]).map((file) => (file.uri in WHY ? { uri: file.uri, why: WHY[file.uri] } : file))
    : usual();

/** A client that knows of no globs and finds everything by each. */
const findingAll: TestWorkspace["answer"] = (method, usual) =>
  method === FIND_FILES ? Object.keys(FILES).map((path) => ({ uri: uriOf(path) })) : usual();

/** By the glob that finds the policy as many as an editor lists at the most. */
const findingMost: TestWorkspace["answer"] = (method, usual) => {
  const own = usual();
  if (method !== FIND_FILES || !JSON.stringify(own).includes("p.json")) return own;
  const others = Array.from({ length: MOST_FILES }, () => ({ uri: uriOf("other.txt") }));
  return [...(own as FoundFile[]), ...others].slice(0, MOST_FILES);
};

describe("an answer over a workspace", () => {
  let server: TestServer | undefined;
  afterEach(() => server?.stop());

  const asked = async <T>(method: string, params: object, answer: TestWorkspace["answer"]): Promise<T> => {
    server = await startServerHere({ files: FILES, ...(answer === undefined ? {} : { answer }) });
    return server.connection.sendRequest<T>(method, params);
  };
  const explained = (answer: TestWorkspace["answer"]) =>
    asked<ExplainDenialResult>(EXPLAIN_DENIAL, { message: MESSAGE, facts: {} }, answer);
  const whoCan = (answer: TestWorkspace["answer"]) =>
    asked<WhoCanResult>(WHO_CAN, { question: "s3:GetObject" }, answer);

  test("names the files that were left out, and says why", async () => {
    const { text } = await explained(leavingOut);
    assert.match(text, /What is in account\.json\. Files of more than 50 MB are not read/);
    assert.match(text, /What is in locked\.json\. Reading failed: check that you may read it, then try again\./);
    server?.stop();
    const found = await whoCan(leavingOut);
    assert.match(found.text, /account\.json was left out\. Files of more than 50 MB are not read/);
    assert.match(found.text, /locked\.json was left out\. Reading failed/);
  });

  test("says that not every file could be listed", async () => {
    assert.match((await explained(findingMost)).text, /What is in other files\. Not every file of this workspace/);
    server?.stop();
    assert.match((await whoCan(findingMost)).text, /Not every file of this workspace could be listed/);
  });

  test("says nothing of that where everything was read", async () => {
    assert.doesNotMatch((await explained(undefined)).text, /left out|could be listed|What is in/);
  });

  test("counts a policy once that is found by several globs", async () => {
    const { text } = await whoCan(findingAll);
    assert.equal(text.split("p.json:1").length, 2, text);
  });
});
