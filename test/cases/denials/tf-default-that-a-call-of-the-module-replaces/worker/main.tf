variable "stage" {
  default = "green"
}

resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = jsonencode({})
}

resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["sqs:SendMessage"],
      "Resource": ["arn:aws:sqs:eu-west-1:111122223333:${var.stage}-jobs"]
    }
  ]
}
EOF
}
