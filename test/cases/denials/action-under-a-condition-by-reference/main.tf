resource "aws_vpc_endpoint" "tables" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.sqs"
}

resource "aws_sqs_queue" "sessions" {
  name = "sessions"
}

resource "aws_iam_role" "web" {
  name = "web"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "sessions" {
  role = aws_iam_role.web.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Write"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = aws_sqs_queue.sessions.arn
        Condition = {
          StringEquals = { "aws:sourceVpce" = aws_vpc_endpoint.tables.id }
        }
      },
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueUrl"]
        Resource = aws_sqs_queue.sessions.arn
        Condition = {
          StringEquals = { "aws:sourceVpce" = aws_vpc_endpoint.tables.id }
        }
      },
    ]
  })
}
