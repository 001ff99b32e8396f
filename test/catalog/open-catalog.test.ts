import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keysOfAction } from "../../server/src/catalog/catalog.ts";
import { openCatalog } from "../../server/src/catalog/open-catalog.ts";
import { miniCatalog, packedMiniCatalog } from "../support/mini-catalog.ts";

const catalog = miniCatalog();

describe("names are found in any case and answered in the reference's spelling", () => {
  test("services and actions", () => {
    const action = catalog.service("S3")?.action("GETobject");
    assert.equal(action?.service, "s3");
    assert.equal(action.name, "GetObject");
    assert.deepEqual(action.accessLevels, ["Read"]);
    assert.equal(action.description, "Grants permission to retrieve objects");
  });

  test("resource types and keys", () => {
    assert.equal(catalog.service("s3")?.resourceType("Bucket")?.arn, "arn:${Partition}:s3:::${BucketName}");
    assert.equal(catalog.conditionKey("S3:PREFIX")?.name, "s3:prefix");
    assert.equal(catalog.globalKey("AWS:sourceIP")?.name, "aws:SourceIp");
  });

  test("names that mean something to JavaScript are just unknown names", () => {
    for (const name of ["__proto__", "constructor", "toString", ""]) {
      assert.equal(catalog.service(name), undefined);
      assert.equal(catalog.service("s3")?.action(name), undefined);
      assert.equal(catalog.conditionKey(`s3:${name}`), undefined);
      assert.equal(catalog.isRetiredService(name), false);
      assert.equal(catalog.isRetiredAction("s3", name), false);
    }
  });
});

describe("what belongs to an action", () => {
  test("its resource types, with the required ones marked", () => {
    const action = catalog.service("ec2")?.action("RunInstances");
    assert.deepEqual(
      action?.resources.map((resource) => [resource.type, resource.required]),
      [
        ["instance", true],
        ["image", true],
      ],
    );
    assert.deepEqual(catalog.service("s3")?.action("ListAllMyBuckets")?.resources, []);
  });

  test("keys of its own and of its resource types", () => {
    const s3 = catalog.service("s3")!;
    const keys = keysOfAction(s3, s3.action("GetObject")!);
    assert.deepEqual([...keys].sort(), ["s3:DataAccessPointArn", "s3:ExistingObjectTag/<key>", "s3:TlsVersion"]);
  });

  test("dependent actions and the permission-only flag", () => {
    assert.deepEqual(catalog.service("lambda")?.action("CreateFunction")?.dependentActions, ["iam:PassRole"]);
    assert.equal(catalog.service("s3")?.action("ReplicateObject")?.permissionOnly, true);
    assert.equal(catalog.service("s3")?.action("GetObject")?.permissionOnly, false);
  });
});

describe("a key with a placeholder is found by a filled-in name", () => {
  const cases = [
    ["aws:PrincipalTag/team", "aws:PrincipalTag/${TagKey}"],
    ["aws:principaltag/Cost Center", "aws:PrincipalTag/${TagKey}"],
    ["aws:PrincipalTag/tag-key", "aws:PrincipalTag/${TagKey}"],
    ["s3:ExistingObjectTag/team", "s3:ExistingObjectTag/<key>"],
    ["kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}"],
    ["aws:PrincipalTag/", undefined],
    ["s3:ExistingObjectTag", undefined],
    ["s3:nothing", undefined],
    ["prefix", undefined],
  ] as const;
  for (const [name, key] of cases) {
    test(`${name} → ${key ?? "nothing"}`, () => assert.equal(catalog.conditionKey(name)?.name, key));
  }
});

describe("the prefix of a key tells where it comes from", () => {
  const cases = [
    ["aws:SourceIp", "global"],
    ["aws:NoSuchKey", "global"],
    ["ec2:SourceInstanceARN", "global"],
    ["glue:RoleAssumedBy", "global"],
    ["s3:prefix", "service"],
    ["s3:nothing", "service"],
    ["token.actions.githubusercontent.com:sub", "provider"],
    ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub", "provider"],
    ["idp/realms/main:aud", "provider"],
    ["saml:anything", "provider"],
    ["${Provider}:sub", "provider"],
    ["nosuch:key", "unknown-service"],
    ["SourceIp", "malformed"],
    [":key", "malformed"],
    ["s3:", "malformed"],
    ["s 3:key", "malformed"],
    ["", "malformed"],
  ] as const;
  for (const [name, origin] of cases) {
    test(`${name} is ${origin}`, () => assert.equal(catalog.keyOrigin(name), origin));
  }

  test("keys listed under another service than their prefix are found", () => {
    assert.equal(catalog.conditionKey("saml:aud")?.name, "saml:aud");
    assert.equal(catalog.conditionKey("iam:ResourceTag/team")?.name, "iam:ResourceTag/${TagKey}");
  });
});

describe("actions that a pattern matches", () => {
  const cases = [
    ["s3:*Object", 4, ["s3:DeleteObject", "s3:GetObject"]],
    ["S3:get*", 1, ["s3:GetObject"]],
    ["s3:?etObject", 1, ["s3:GetObject"]],
    ["s3:GetObject", 1, ["s3:GetObject"]],
    ["*", 44, ["dynamodb:DeleteItem", "dynamodb:GetItem"]],
    ["**", 44, ["dynamodb:DeleteItem", "dynamodb:GetItem"]],
    ["s3:**", 6, ["s3:DeleteObject", "s3:GetObject"]],
    ["*:GetObject", 0, []],
    ["s?:GetObject", 0, []],
    ["s3", 0, []],
    ["s3:", 0, []],
    ["", 0, []],
  ] as const;
  for (const [pattern, count, first] of cases) {
    test(`${pattern} matches ${count}`, () => assert.deepEqual(catalog.actionsMatching(pattern, 2), { count, first }));
  }
});

describe("what is gone", () => {
  test("services and actions of the older release", () => {
    assert.equal(catalog.isRetiredService("DeepRacer"), true);
    assert.equal(catalog.isRetiredAction("deepracer", "createcar"), true);
    assert.equal(catalog.isRetiredAction("trustedadvisor", "CreateEngagement"), true);
    assert.equal(catalog.isRetiredAction("trustedadvisor", "DescribeChecks"), false);
    assert.equal(catalog.isRetiredService("trustedadvisor"), false);
    assert.equal(catalog.isRetiredService("nosuch"), false);
  });

  test("services that were closed before it", () => assert.equal(catalog.isRetiredService("zocalo"), true));
});

describe("data that is not there or not readable", () => {
  const { core, descriptions } = packedMiniCatalog();

  test("descriptions are undefined until they are at hand, and are then asked for once", () => {
    const texts: string[] = [];
    let asked = 0;
    const late = openCatalog({
      core,
      descriptions: () => {
        asked++;
        return texts[0];
      },
    });
    const action = late.service("s3")!.action("GetObject")!;
    assert.equal(asked, 0);
    assert.equal(action.description, undefined);
    texts.push(descriptions);
    assert.equal(action.description, "Grants permission to retrieve objects");
    assert.equal(late.conditionKey("s3:prefix")?.description, "Filters access by the key prefix to list");
    assert.equal(asked, 2);
  });

  test("descriptions of another release are not shown", () => {
    const other = descriptions.replace("1.0.202601310", "1.0.202602020");
    assert.equal(
      openCatalog({ core, descriptions: () => other })
        .service("s3")
        ?.action("GetObject")?.description,
      undefined,
    );
  });

  for (const damaged of ["", "not JSON", "7", "[]", "{}", "null"]) {
    test(`descriptions ${JSON.stringify(damaged)} count as absent`, () => {
      const found = openCatalog({ core, descriptions: () => damaged })
        .service("s3")
        ?.action("GetObject");
      assert.equal(found?.description, undefined);
    });
  }

  const broken = {
    "an empty file": "",
    "no JSON": "<html>",
    "another form": core.replace('"format":5', '"format":1'),
    "no services": '{"format":5,"info":{}}',
    "a damaged service": core.replace('"Amazon S3"', "7"),
  };
  for (const [what, text] of Object.entries(broken)) {
    test(`a core that is ${what} is refused with advice`, () => {
      assert.throws(() => openCatalog({ core: text, descriptions: () => undefined }), /npm run catalog/);
    });
  }
});
