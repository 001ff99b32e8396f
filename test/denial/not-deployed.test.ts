/** An Allow that a file attaches to the caller's role, by a name that is filled in, and that AWS did not find. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { explainedIn } from "../support/explained.ts";

const MESSAGE =
  "User: arn:aws:sts::111122223333:assumed-role/prod-app/s is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action";

/** A module with one role and its policy. */
function moduleWith(roleName: string, action: string): string {
  return `variable "name" {}
resource "aws_iam_role" "this" {
  name               = "${roleName}"
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_iam_role_policy" "this" {
  name = "own"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }]
  })
}
`;
}

describe("a policy of a role whose name fits is not said to be another role's", () => {
  const app = moduleWith("${var.name}-app", "ecr:GetAuthorizationToken");
  for (const [name, other, verdict] of [
    ["where no other module makes a role", "", "workspace-allows"],
    ["where another module makes a role of any name", moduleWith("${var.name}", "ecr:ListImages"), "workspace-allows"],
    [
      "unless another module makes one whose name fits as well",
      moduleWith("${var.name}-app", "ecr:ListImages"),
      "explained",
    ],
  ] as const) {
    test(name, () => {
      const files = [
        { path: "app/main.tf", text: app },
        { path: "other/main.tf", text: other },
      ];
      assert.equal(explainedIn(MESSAGE, files).verdict, verdict);
    });
  }
});
