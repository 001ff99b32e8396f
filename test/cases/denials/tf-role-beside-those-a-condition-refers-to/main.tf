resource "aws_iam_role" "keeper" {
  name               = "keeper"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "reader" {
  role = aws_iam_role.reader.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }]
  })
}
resource "aws_sqs_queue" "archive" {
  name = "archive"
}
data "aws_iam_policy_document" "archive" {
  statement {
    sid       = "Known"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.archive.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "ArnNotEquals"
      variable = "aws:PrincipalArn"
      values   = [aws_iam_role.keeper.arn] # no people
    }
  }
}
resource "aws_sqs_queue_policy" "archive" {
  queue_url = aws_sqs_queue.archive.id
  policy    = data.aws_iam_policy_document.archive.json
}
