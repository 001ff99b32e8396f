/** Requests that nobody signed: what their words tell beside that, and what whoever sends them can do. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixTitleText } from "../../server/src/telling/fix-sentences.ts";
import { readWorkspaceConfig } from "../../server/src/workspace/read-config.ts";
import { explained, explainedIn } from "../support/explained.ts";

describe("a file system that is mounted without TLS", () => {
  const id = "fs-0123456789abcdef0";
  const system = `arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/${id}`;
  const ofRole = {
    Sid: "App",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
    Action: "elasticfilesystem:ClientMount",
    Resource: system,
  };
  const tls = {
    Sid: "Tls",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "*",
    Resource: system,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const explainedWith = (message: string, policy: object, of = system) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: policy });
    const stated = { policies: [{ files: "fs.json", resource: of }] };
    const { config } = readWorkspaceConfig("iam-verdict.json", JSON.stringify(stated));
    return explainedIn(message, [{ path: "fs.json", text }], new Map(), config);
  };
  const refused = `mount.nfs4: access denied by server while mounting ${id}.efs.eu-west-1.amazonaws.com:/`;

  test("is denied by the policy of its ID, which AWS gives out once", () => {
    const { verdict, culprits, next, request } = explainedWith(refused, [tls, ofRole]);
    assert.deepEqual([verdict, request.principal, request.resource], ["explained", "anonymous", system]);
    assert.deepEqual(
      culprits.map(({ place }) => place.sid),
      ["Tls"],
    );
    assert.deepEqual(
      next.filter(({ step }) => step === "mount-with-tls").flatMap(({ commands }) => commands),
      [`sudo mount -t efs -o tls,iam ${id}:/ /mnt/efs`],
    );
  });

  test("has a client that no statement about a role is for", () => {
    const { verdict, nearMisses, next } = explainedWith(refused, [ofRole]);
    assert.deepEqual([verdict, nearMisses.map(({ place }) => place.sid)], ["explained", ["App"]]);
    assert.ok(next.some((one) => one.step === "mount-with-tls" && one.isUnsigned));
  });

  test("is another one than that of another ID", () => {
    const other = system.replace(id, "fs-0123456789abcdef1");
    assert.equal(explainedWith(refused, [{ ...tls, Resource: other }], other).request.resource, id);
  });

  test("says nothing of who asked through the tunnel of the mount helper", () => {
    const { request } = explainedWith("mount.nfs4: access denied by server while mounting 127.0.0.1:/", [tls, ofRole]);
    assert.deepEqual([request.principal, request.context.get("aws:securetransport")], [undefined, undefined]);
  });
});

describe("a domain that takes requests from some addresses", () => {
  const refused =
    '{"Message":"User: anonymous is not authorized to perform: es:ESHttpGet because no resource-based policy allows the es:ESHttpGet action"}';
  const office = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: "es:ESHttp*",
    Resource: "arn:aws:es:eu-west-1:111122223333:domain/logs/*",
    Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } },
  };

  test("is asked from one of them, if the request was for that domain", () => {
    const { fixes } = explained(refused, { "domain.json": office });
    assert.deepEqual(fixes.map(fixTitleText), ['Send the request from an address in "198.51.100.0/24"']);
    assert.deepEqual(
      fixes[0]?.risks.map(({ risk }) => risk),
      ["only-if-resource"],
    );
  });
});
