variable "stage" {
  type = string
}

resource "aws_sqs_queue" "orders" {
  name = "${var.stage}-orders"
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Producers"
      Effect    = "Allow"
      Action    = ["sqs:SendMessage"]
      Principal = { AWS = ["arn:aws:iam::222233334444:role/web"] }
      Resource  = aws_sqs_queue.orders.arn
    }]
  })
}
