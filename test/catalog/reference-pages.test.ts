import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { referencePage } from "../../server/src/catalog/reference-pages.ts";

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/";

describe("the page of the reference that lists a service's actions", () => {
  test("is named after the prefix as a rule", () => {
    assert.equal(referencePage("s3"), `${REFERENCE}list_s3.html#list_s3-actions-as-permissions`);
  });
  test("has the name that AWS has for the service where that differs", () => {
    assert.equal(
      referencePage("states"),
      `${REFERENCE}list_stepfunctions.html#list_stepfunctions-actions-as-permissions`,
    );
    assert.equal(
      referencePage("wisdom"),
      `${REFERENCE}list_q-in-connect.html#list_q-in-connect-actions-as-permissions`,
    );
  });
  test("is the list of all services where none is known or there are several", () => {
    const all = `${REFERENCE}reference_policies_actions-resources-contextkeys.html`;
    assert.equal(referencePage("aws-marketplace"), all);
    assert.equal(referencePage("aws-portal"), all);
  });
});
