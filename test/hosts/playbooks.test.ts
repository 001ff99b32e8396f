/** Whose the policies in tasks of Ansible are, and those in the files that tasks look up. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

/** By file: for whom or what its policies are. */
function saidOf(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { policies } = readWorkspace(texts, readWorkspaceConfig("iam-verdict.json", "{}").config);
  const said: Record<string, string[]> = {};
  for (const { path, kind, binding } of policies) {
    const { holders, groups = [], resources } = binding.declared;
    (said[path] ??= []).push([kind.kind, ...holders, ...groups, ...resources].join(" "));
  }
  return said;
}

const inlineFor = (type: string, name: string, document: string): string => `- amazon.aws.iam_policy:
    iam_type: ${type}
    iam_name: ${name}
    policy_name: reader
    policy_json: ${document}
`;

describe("a task of Ansible", () => {
  const looked = `"{{ lookup('file', 'reader.json') }}"`;

  test("says whose the policy is that it is given", () => {
    const text = inlineFor("role", "web", `'${DOCUMENT}'`) + inlineFor("group", "ops", `'${DOCUMENT}'`);
    assert.deepEqual(saidOf({ "site.yml": `- hosts: all\n  tasks:\n${text.replace(/^/gm, "    ")}` }), {
      "site.yml": ["identity web", "identity ops"],
    });
    const made = `- community.aws.sns_topic:\n    name: alarms\n    policy: '${DOCUMENT}'\n`;
    assert.deepEqual(saidOf({ "site.yml": made }), { "site.yml": ["resource arn:aws:sns:*:*:alarms"] });
  });

  test("gives a managed policy to the roles that list it", () => {
    const role = (name: string, policy: string): string =>
      `- block:\n    - amazon.aws.iam_role:\n        name: ${name}\n        managed_policies: [${policy}]\n`;
    const policy = `- amazon.aws.iam_managed_policy:\n    name: reader\n    policy: '${DOCUMENT}'\n`;
    const others = role("web", "reader") + role("db", "arn:aws:iam::111122223333:policy/reader") + role("x", "writer");
    assert.deepEqual(saidOf({ "site.yml": policy + others }), { "site.yml": ["identity web db"] });
  });

  test("gives a managed policy to users and groups beside roles", () => {
    const holder = (sort: string, name: string): string =>
      `- amazon.aws.iam_${sort}:\n    name: ${name}\n    managed_policies: [reader]\n`;
    const policy = `- amazon.aws.iam_managed_policy:\n    name: reader\n    policy: '${DOCUMENT}'\n`;
    const text = policy + holder("role", "web") + holder("user", "ana") + holder("group", "ops");
    assert.deepEqual(saidOf({ "site.yml": text }), { "site.yml": ["identity web ana ops"] });
  });

  test("says nothing of what it takes away", () => {
    const gone = inlineFor("role", "web", `'${DOCUMENT}'`) + "    state: absent\n";
    const policy = `- amazon.aws.iam_managed_policy:\n    name: reader\n    policy: '${DOCUMENT}'\n`;
    const role = "- amazon.aws.iam_role:\n    name: web\n    state: absent\n    managed_policies: [reader]\n";
    assert.deepEqual(saidOf({ "site.yml": gone, "other.yml": policy + role }), {
      "site.yml": ["identity"],
      "other.yml": ["identity"],
    });
  });

  test("leaves open the path of a role that is filled in", () => {
    const role = (path: string): string =>
      `- amazon.aws.iam_role:\n    name: web\n    path: ${path}\n    assume_role_policy_document: '${DOCUMENT}'\n`;
    assert.deepEqual(saidOf({ "site.yml": role('"{{ path }}"'), "other.yml": role("/team/") }), {
      "site.yml": ["trust arn:aws:iam::*:role*/web"],
      "other.yml": ["trust arn:aws:iam::*:role/team/web"],
    });
  });

  test("looks a file up in the folders of its role", () => {
    const files = {
      "roles/web/tasks/main.yml": inlineFor("role", "web", looked),
      "roles/web/files/reader.json": DOCUMENT,
      "roles/db/tasks/main.yml": inlineFor("role", '"{{ stage }}-db"', looked),
      "roles/db/files/reader.json": DOCUMENT,
      "reader.json": DOCUMENT,
    };
    assert.deepEqual(saidOf(files), {
      "roles/web/files/reader.json": ["identity web"],
      "roles/db/files/reader.json": ["identity *-db"],
      "reader.json": ["identity"],
    });
  });

  test("looks a template up, whatever its ending is", () => {
    const bucket = `- amazon.aws.s3_bucket:\n    name: feed\n    policy: "{{ lookup('template', 'feed.json.j2') }}"\n`;
    const files = { "tasks/main.yml": bucket, "templates/feed.json.j2": DOCUMENT };
    assert.deepEqual(saidOf(files), { "templates/feed.json.j2": ["resource arn:aws:s3:::feed"] });
  });
});
