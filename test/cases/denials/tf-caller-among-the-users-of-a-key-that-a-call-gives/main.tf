data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "etl" {
  name = "etl"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role" "api" {
  name = "api"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
module "lake_key" {
  source     = "./modules/kms"
  admins     = ["arn:aws:iam::444455556666:role/Admin"]
  users      = [aws_iam_role.api.arn]
}
