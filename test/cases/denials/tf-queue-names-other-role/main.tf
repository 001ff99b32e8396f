resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Senders"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:role/sender" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.orders.arn
      }
    ]
  })
}

resource "aws_iam_role" "worker" {
  name               = "worker"
  path               = "/jobs/"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Machines", Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
