variable "name" {}
variable "bucket" {}
resource "aws_iam_policy" "bucket" {
  name = var.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:aws:s3:::${var.bucket}/*"
      }
    ]
  })
}
output "arn" {
  value = aws_iam_policy.bucket.arn
}
