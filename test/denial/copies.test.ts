/** What copies an object is refused without the action: which two it needs is said. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explanationText } from "../../server/src/telling/explanation-report.ts";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

describe("a call that reads one object and writes another", () => {
  const said = (operation: string): string =>
    explanationText(
      explainDenial({
        message: `An error occurred (AccessDenied) when calling the ${operation} operation: Access Denied`,
        workspace: readWorkspace([], EMPTY_CONFIG),
        facts: new Map(),
        catalog: miniCatalog(),
      }),
    ).replace(/\s+/g, " ");

  for (const operation of ["CopyObject", "UploadPartCopy"]) {
    test(operation, () => {
      assert.ok(
        said(operation).includes(
          `${operation} needs s3:GetObject on the source and s3:PutObject on the destination. Check both, and say which one is missing`,
        ),
      );
    });
  }

  test("another call of which the action is open", () => {
    assert.doesNotMatch(said("SomeCall"), /on the source/);
  });
});
