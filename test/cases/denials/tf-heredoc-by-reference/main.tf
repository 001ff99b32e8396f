resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sqs_queue" "mail" { name = "mail" }
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "web" {
  name   = "web"
  role   = aws_iam_role.web.id
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Send",
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "${aws_sqs_queue.jobs.arn}"
    }
  ]
}
EOF
}