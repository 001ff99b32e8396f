import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GLOBAL_KEYS, LEGACY_GLOBAL_KEYS } from "../../server/src/catalog/global-keys.ts";
import { miniCatalog } from "../support/mini-catalog.ts";
import { realCatalog } from "./real-catalog.ts";

const namesWhere = (holds: (key: (typeof GLOBAL_KEYS)[number]) => boolean): readonly string[] =>
  GLOBAL_KEYS.filter(holds)
    .map((key) => key.name)
    .sort();

describe("the table of global keys", () => {
  test("has the 62 keys of the page, each once", () => {
    assert.equal(GLOBAL_KEYS.length, 62);
    assert.equal(new Set(GLOBAL_KEYS.map((key) => key.name.toLowerCase())).size, 62);
  });

  test("marks the sensitive ones", () => {
    assert.deepEqual(
      namesWhere((key) => key.sensitive),
      [
        "aws:PrincipalAccount",
        "aws:PrincipalOrgID",
        "aws:ResourceAccount",
        "aws:ResourceOrgID",
        "aws:SourceAccount",
        "aws:SourceOrgID",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:VpceAccount",
        "aws:VpceOrgID",
      ],
    );
  });

  test("marks the ones with several values", () => {
    assert.deepEqual(
      namesWhere((key) => key.multivalued),
      [
        "aws:CalledVia",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceNamesList",
        "aws:ResourceOrgPaths",
        "aws:SourceOrgPaths",
        "aws:TagKeys",
        "aws:VpceOrgPaths",
      ],
    );
  });

  test("marks the ones of every request and of every signed request", () => {
    assert.deepEqual(
      namesWhere((key) => key.availability === "always"),
      [
        "aws:CurrentTime",
        "aws:EpochTime",
        "aws:PrincipalAccount",
        "aws:PrincipalType",
        "aws:RequestedRegion",
        "aws:SecureTransport",
        "aws:UserAgent",
        "aws:ViaAWSService",
        "aws:userid",
      ],
    );
    assert.deepEqual(
      namesWhere((key) => key.availability === "signed"),
      ["aws:PrincipalArn", "aws:PrincipalIsAWSService"],
    );
  });

  test("says of every key what it is and when it is there, in sentences", () => {
    for (const key of [...GLOBAL_KEYS, ...LEGACY_GLOBAL_KEYS]) {
      for (const text of [key.description ?? "", key.when]) assert.match(text, /^[A-Z].*\.$/, key.name);
      assert.match(key.caution, /^$|^[A-Z$].*\.$/, key.name);
    }
  });

  test("agrees with the packed data about types and numbers, but for what is known to be wrong there", () => {
    const catalog = realCatalog();
    const different = new Set<string>();
    for (const key of GLOBAL_KEYS) {
      for (const prefix of catalog.servicePrefixes) {
        const row = catalog.service(prefix)?.conditionKey(key.name);
        if (row?.name !== key.name) continue;
        if (row.type !== key.type || row.multivalued !== key.multivalued) different.add(key.name);
      }
    }
    // One service lists the user id as a list; the page of global keys has a single value.
    assert.deepEqual([...different], ["identitystore:UserId"]);
  });
});

describe("looking up global keys", () => {
  const catalog = miniCatalog();

  test("a legacy key is known but not offered", () => {
    assert.equal(catalog.globalKey("aws:SourceOwner")?.type, "String");
    assert.equal(
      catalog.globalKeys.some((key) => key.name === "aws:SourceOwner"),
      false,
    );
  });

  test("a second type is told where values may be read in two ways", () => {
    assert.deepEqual(
      [catalog.globalKey("aws:EpochTime")?.type, catalog.globalKey("aws:EpochTime")?.otherType],
      ["Date", "Numeric"],
    );
    assert.equal(catalog.globalKey("aws:SourceVpcArn")?.type, "ARN");
  });

  test("an unknown key with the global prefix is global and unknown", () => {
    assert.equal(catalog.globalKey("aws:SourceVpcc"), undefined);
    assert.equal(catalog.keyOrigin("aws:SourceVpcc"), "global");
  });
});
