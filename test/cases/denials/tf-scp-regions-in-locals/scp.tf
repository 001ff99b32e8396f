locals {
  regions = ["eu-west-1", "eu-central-1"]
}
data "aws_iam_policy_document" "guard" {
  statement {
    sid         = "Regions"
    effect      = "Deny"
    not_actions = ["iam:*", "sts:*"]
    resources   = ["*"]
    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestedRegion"
      values   = local.regions
    }
  }
}
resource "aws_organizations_policy" "guard" {
  name    = "regions"
  content = data.aws_iam_policy_document.guard.minified_json
}
resource "aws_organizations_policy_attachment" "guard" {
  for_each  = toset(["ou-abcd-11112222"])
  policy_id = aws_organizations_policy.guard.id
  target_id = each.value
}
