resource "aws_kms_key" "intake" {}

data "aws_iam_policy_document" "load" {
  statement {
    sid       = "Intake"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.intake.arn]
  }
  statement {
    sid       = "Queues"
    actions   = ["sqs:SendMessage"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "loader" {
  name   = "load"
  role   = "loader"
  policy = data.aws_iam_policy_document.load.json
}
