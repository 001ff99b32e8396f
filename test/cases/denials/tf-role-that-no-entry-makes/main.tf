resource "aws_iam_role" "crew" {
  for_each           = toset(["cook", "baker"])
  name               = "crew-${each.key}"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "crew" {
  for_each = toset(["cook", "baker"])
  role     = aws_iam_role.crew[each.key].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::recipes/*" }]
  })
}
