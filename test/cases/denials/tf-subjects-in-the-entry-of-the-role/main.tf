data "aws_iam_openid_connect_provider" "ci" {
  url = "https://token.actions.githubusercontent.com"
}
locals {
  repositories = {
    shop = { subjects = ["repo:example/shop:ref:refs/heads/main"] }
    blog = { subjects = ["repo:example/blog:ref:refs/heads/main"] }
  }
}
data "aws_iam_policy_document" "trust" {
  for_each = local.repositories
  statement {
    sid     = "Ci"
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [data.aws_iam_openid_connect_provider.ci.arn]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = each.value.subjects
    }
  }
}
resource "aws_iam_role" "deploy" {
  for_each           = local.repositories
  name               = "deploy-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
}
