locals {
  account = "111122223333"
  prefix  = "acme-${terraform.workspace}"
}

resource "aws_iam_role" "deploy" {
  name = "${local.prefix}-deploy"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "GitHub"
      Effect = "Allow"
      Principal = { Federated = "arn:aws:iam::${local.account}:oidc-provider/token.actions.githubusercontent.com" }
      Action = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:acme/infra:ref:refs/heads/main" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "deploy" {
  role = aws_iam_role.deploy.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Buckets"
        Effect   = "Allow"
        Action   = ["s3:CreateBucket", "s3:PutBucketPolicy"]
        Resource = "arn:aws:s3:::${local.prefix}-*"
      },
      {
        Sid      = "Roles"
        Effect   = "Allow"
        Action   = ["iam:CreateRole", "iam:AttachRolePolicy"]
        Resource = "arn:aws:iam::${local.account}:role/${local.prefix}-*"
        Condition = {
          StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::${local.account}:policy/boundary" }
        }
      }
    ]
  })
}
