resource "aws_organizations_policy" "users" {
  name    = "no-users"
  content = data.aws_iam_policy_document.users.json
}

resource "aws_organizations_policy" "root" {
  name    = "no-root"
  content = data.aws_iam_policy_document.root.json
}

resource "aws_organizations_policy_attachment" "users" {
  policy_id = aws_organizations_policy.users.id
  target_id = "111122223333"
}

resource "aws_organizations_policy_attachment" "root" {
  policy_id = aws_organizations_policy.root.id
  target_id = "111122223333"
}

data "aws_iam_policy_document" "users" {
  statement {
    sid       = "NoUsers"
    effect    = "Deny"
    actions   = ["iam:CreateUser", "iam:CreateAccessKey"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "root" {
  statement {
    sid       = "NoRoot"
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::*:root"]
    }
  }
}
