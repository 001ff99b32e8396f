resource "aws_iam_role" "r" {
  name               = "prod-${var.app}"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Prod", Effect = "Allow", Action = ["sns:Publish"], Resource = "*" }] })
}
