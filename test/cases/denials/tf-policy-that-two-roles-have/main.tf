resource "aws_iam_policy" "common" {
  name = "common"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Objects"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = "arn:aws:s3:::acme-web/*"
      }
    ]
  })
}
resource "aws_iam_role" "a" {
  name               = "role-a"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role" "b" {
  name               = "role-b"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.a.name
  policy_arn = aws_iam_policy.common.arn
}
resource "aws_iam_role_policy_attachment" "b" {
  role       = aws_iam_role.b.name
  policy_arn = aws_iam_policy.common.arn
}
