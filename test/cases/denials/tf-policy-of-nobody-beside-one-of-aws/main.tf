resource "aws_iam_role" "press" {
  name               = "press"
  assume_role_policy = file("trust.json")
}

resource "aws_iam_role_policy_attachment" "queues" {
  role       = aws_iam_role.press.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}

resource "aws_iam_policy" "settings" {
  name = "settings"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "arn:aws:ssm:*:*:parameter/press/*"
      },
    ]
  })
}
