variable "stage" {
  type = string
}
variable "region" {
  type = string
}
variable "topics" {
  type = string
}
resource "aws_iam_role" "worker" {
  name               = "parcel-worker"
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "worker" {
  statement {
    sid       = "Send"
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:${var.region}:111122223333:${var.stage}-labels"] # printed
  }
  statement {
    actions   = ["sns:Publish"]
    resources = [var.topics]
  }
}
resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.worker.json
}
