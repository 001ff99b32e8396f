data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
resource "aws_iam_role" "mailer" {
  name               = "mailer"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "mailer" {
  name   = "mailer"
  role   = aws_iam_role.mailer.id
  policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Settings",
          "Effect": "Allow",
          "Action": "ssm:GetParameter",
          "Resource": [
            "arn:aws:ssm:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:parameter/mail/*"
          ]
        }
      ]
    }
  EOF
}
