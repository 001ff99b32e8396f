variable "name" {
  type = string
}
variable "bucket_arn" {
  type = string
}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "this" {
  name = "bucket"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Bucket"
      Effect   = "Allow"
      Action   = ["s3:ListBucket", "s3:GetObject"]
      Resource = [var.bucket_arn]
    }]
  })
}
