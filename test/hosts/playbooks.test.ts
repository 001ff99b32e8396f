/** Whose the policies in tasks of Ansible are, and those in the files that tasks look up. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { policiesOfTasks } from "../../server/src/hosts/playbooks.ts";
import { templateValue } from "../../server/src/hosts/template-value.ts";
import { type Member, type Value } from "../../server/src/syntax/value.ts";
import { readYaml } from "../../server/src/syntax/yaml.ts";
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

describe("a list of many tasks", () => {
  const roleWithPolicy = (name: string): string =>
    `- iam_role:\n    name: ${name}\n    managed_policies: [${name}]\n    assume_role_policy_document: '${DOCUMENT}'\n` +
    `- iam_managed_policy:\n    name: ${name}\n    policy: '${DOCUMENT}'\n`;

  test("is gone through as often as a short one", () => {
    const looksAt = (roles: number): number => {
      const text = Array.from({ length: roles }, (_, at) => roleWithPolicy(`r${at}`)).join("");
      const { roots, source } = readYaml(text);
      let looks = 0;
      for (const root of roots) {
        const list = counting(templateValue(root, source), () => looks++);
        assert.equal(policiesOfTasks(list).length, 2 * roles);
      }
      return looks;
    };
    const [few, many] = [looksAt(50), looksAt(200)];
    assert.ok(few >= 100 && many <= 4.1 * few, `${few} looks at 100 tasks, ${many} at 400`);
  });
});

/** The same value, which tells of each look at what is in it. */
function counting(value: Value, look: () => void): Value {
  return new Proxy(value, {
    get: (target, name): unknown => {
      if (name === "members" || name === "items") look();
      return within(Reflect.get(target, name, target), look);
    },
  });
}

function within(held: unknown, look: () => void): unknown {
  if (!Array.isArray(held)) return held;
  return held.map((one: Value | Member) => ("kind" in one ? counting(one, look) : countingMember(one, look)));
}

function countingMember(member: Member, look: () => void): Member {
  return new Proxy(member, {
    get: (target, name): unknown => {
      const held: unknown = Reflect.get(target, name, target);
      return name === "value" && target.value !== undefined ? counting(target.value, look) : held;
    },
  });
}
