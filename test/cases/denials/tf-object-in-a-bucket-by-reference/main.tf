variable "stage" {}

resource "aws_s3_bucket" "intake" {
  bucket = "intake-${var.stage}"
}

resource "aws_iam_role" "loader" {
  name = "loader"
}

resource "aws_iam_role_policy" "loader" {
  name = "load"
  role = aws_iam_role.loader.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Intake"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetObject"]
        Resource = aws_s3_bucket.intake.arn
      }
    ]
  })
}
