resource "aws_iam_role" "pod" {
  name = "pod-role"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Pods"
        Effect    = "Allow"
        Principal = { Service = "pods.eks.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }
    ]
  })
}
