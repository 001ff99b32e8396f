variable "queue" { type = string }
resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = ["arn:aws:sqs:us-east-1:111122223333:${var.queue}", "arn:aws:sqs:eu-west-1:111122223333:${var.queue}"] }] })
}
