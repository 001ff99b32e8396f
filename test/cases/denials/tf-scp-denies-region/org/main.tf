data "aws_iam_policy_document" "regions" {
  statement {
    sid         = "Europe"
    effect      = "Deny"
    not_actions = ["iam:*", "sts:*"]
    resources   = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1", "eu-central-1"]
    }
  }
}

resource "aws_organizations_policy" "regions" {
  name    = "regions"
  content = data.aws_iam_policy_document.regions.json
}

resource "aws_organizations_policy_attachment" "regions" {
  policy_id = aws_organizations_policy.regions.id
  target_id = "111122223333"
}
