data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "api" {
  name = "api-task"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role" "web" {
  name = "web-task"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
module "deployer" {
  source    = "./deployer"
  pass_role_arns = [
    aws_iam_role.web.arn,
  ]
}
