/** Of two policies of the caller that lack as much, the one that fewer others have is mended. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixTitleText } from "../../../server/src/telling/fix-sentences.ts";
import { explainedIn } from "../../support/explained.ts";

const managed = (name: string, roles: readonly string[]): string => `resource "aws_iam_policy" "${name}" {
  name = "${name}"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::blobs/*" }]
  })
}
resource "aws_iam_policy_attachment" "${name}" {
  name       = "${name}"
  policy_arn = aws_iam_policy.${name}.arn
  roles      = ${JSON.stringify(roles)}
}
`;

test("not the one that stands first in the file", () => {
  const text = managed("store", ["director", "worker", "agent", "router"]) + managed("own", ["director", "deputy"]);
  const { fixes } = explainedIn(
    "User: arn:aws:sts::111122223333:assumed-role/director/run is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::blobs/a because no identity-based policy allows the s3:DeleteObject action",
    [{ path: "main.tf", text }],
  );
  const [first] = fixes.map(fixTitleText);
  assert.match(first ?? "", / own\b/);
});
