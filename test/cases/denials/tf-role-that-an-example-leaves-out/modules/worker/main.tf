variable "name" {
  type = string
}

resource "aws_iam_role" "worker" {
  name               = "${var.name}-worker"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "worker" {
  name = "${var.name}-worker"
  role = aws_iam_role.worker.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["elasticache:DescribeCacheClusters"]
      Resource = "*"
    }]
  })
}
