resource "aws_iam_role" "r" {
  name = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
module "may" {
  source    = "./p"
  role      = aws_iam_role.r.name
  name      = "may"
  effect    = "Allow"
  actions   = ["sqs:ReceiveMessage"]
  resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"]
}
module "maynot" {
  source    = "./p"
  role      = aws_iam_role.r.name
  name      = "maynot"
  effect    = "Deny"
  actions   = ["sqs:PurgeQueue"]
  resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"]
}
