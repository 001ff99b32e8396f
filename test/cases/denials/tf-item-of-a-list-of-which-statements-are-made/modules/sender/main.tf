variable "queues" {
  type = list(string)
}
resource "aws_iam_role" "sender" {
  name               = "sender"
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "sender" {
  dynamic "statement" {
    for_each = var.queues
    content {
      sid       = "Send${title(statement.value)}"
      actions   = ["sqs:SendMessage"]
      resources = ["arn:aws:sqs:eu-west-1:111122223333:${statement.value}"]
    }
  }
}
resource "aws_iam_role_policy" "sender" {
  role   = aws_iam_role.sender.id
  policy = data.aws_iam_policy_document.sender.json
}
