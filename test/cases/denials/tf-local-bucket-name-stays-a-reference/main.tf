locals {
  bucket = "example-photos"
}
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "web" {
  name = "photos"
  role = aws_iam_role.web.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Photos"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::${local.bucket}"
      }
    ]
  })
}
