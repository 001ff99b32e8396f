variable "region" {
  type = string
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "mirror" {
  name               = "image-mirror"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "mirror" {
  role   = aws_iam_role.mirror.name
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ecr:BatchGetImage",
      "Resource": [
        "arn:aws:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/base-*",
        "arn:aws:ecr:${var.region}:${data.aws_caller_identity.current.account_id}:repository/tools"
      ]
    }
  ]
}
POLICY
}
