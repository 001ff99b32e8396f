resource "aws_iam_role" "exporter" {
  name = "exporter"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "keys" {
  role = aws_iam_role.exporter.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Effect" : "Allow",
        "Action" : "kms:Decrypt",
        "Resource" : "arn:aws:kms:eu-west-1:222233334444:key/1b2c3d4e-0000-4000-8000-000000000001"
      }
    ]
  })
}

resource "aws_iam_role_policy" "queues" {
  role = aws_iam_role.exporter.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Effect" : "Allow",
        "Action" : "sqs:SendMessage",
        "Resource" : "arn:aws:sqs:eu-west-1:222233334444:done"
      }
    ]
  })
}
