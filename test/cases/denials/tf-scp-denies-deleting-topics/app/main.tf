resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Machines", Effect = "Allow", Action = "ec2:StopInstances", Resource = "*" }] })
}
